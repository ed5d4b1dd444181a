import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

@Suite struct CustomerGraphTests {
    /// The last fact is the order; the others are touches. An order sees the touches named by
    /// their places, 1 is the first.
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let touches: [String]
        let order: String
        let sees: [Int]
        var testDescription: String { name }

        init(_ name: String, _ touches: [String], order: String, sees: [Int]) {
            self.name = name
            self.touches = touches
            self.order = order
            self.sees = sees
        }
    }

    static let tablet = ["v9 u1", "v9 u2", "v9 u3", "v9 u4"]
    static let till = ["p9 m1", "p9 m2", "p9 m3", "p9 m4"]

    static let rows = [
        Row("a touch of the same person", ["u1", "u2"], order: "u1", sees: [1]),
        Row("through another alias of the person", ["u1 x1", "x1"], order: "u1", sees: [1, 2]),
        Row(
            "through several", ["u1 x1", "x1 p1", "p1 m1", "m1"], order: "u1", sees: [1, 2, 3, 4]),
        Row(
            "an anonymous touch of a visitor that the person was", ["v1", "v1 u1", "v2"],
            order: "u1", sees: [1, 2]),
        Row(
            "a visitor never makes two people one", ["v1 u1", "v1 u2"], order: "u1", sees: [1]),
        Row(
            "a touch without a bridge belongs to each whose bridge its visitor is bound to",
            ["v1 u1", "v1 u2", "v1"], order: "u2", sees: [2, 3]),
        Row("an order that knows only the visitor", ["v1", "v2"], order: "v1", sees: [1]),
        Row(
            "sees no touch of a person, even by that visitor", ["v1 u1", "v1"], order: "v1",
            sees: [2]),
        Row(
            "the order itself binds its visitor to its buyer", ["v1"], order: "u1 v1", sees: [1]),
        Row(
            "a click that the order came with", ["v1 c1", "v1 c2"], order: "u1 c1", sees: [1]),
        Row(
            "no chain of visitors and clicks", ["c1 v1", "v1 c2", "c2 v2"], order: "u1 c1",
            sees: [1]),
        Row(
            "the shop's tablet: shared after 3, no touch without a bridge goes through it",
            tablet + ["v9"], order: "u1", sees: [1]),
        Row(
            "three people on one visitor are not yet a tablet", ["v9 u1", "v9 u2", "v9 u3", "v9"],
            order: "u1", sees: [1, 4]),
        Row(
            "an order with nothing but the tablet sees nothing", tablet + ["v9"], order: "v9",
            sees: []),
        Row(
            "the cashier's phone joins nobody", till + ["p9 u1"], order: "u1 p9", sees: [5]),
        Row(
            "a phone of three members joins them", ["p9 m1", "p9 m2", "p9 m3", "m1"],
            order: "m3", sees: [1, 2, 3, 4]),
        Row(
            "members do not count members: a member of many members' facts stays a bridge",
            ["m9 m1", "m9 m2", "m9 m3", "m9 m4"], order: "m9", sees: [1, 2, 3, 4]),
        Row(
            "a dummy member of four people is shared", ["m9 u1", "m9 u2", "m9 u3", "m9 u4", "m9"],
            order: "m9 u1", sees: [1]),
        Row(
            "a unionid is never shared", ["u1 x1", "u1 x2", "u1 x3", "u1 x4", "u1 x5"],
            order: "x1", sees: [1, 2, 3, 4, 5]),
        Row(
            "kinds are counted apart: three of each are not more than three",
            ["v9 u1", "v9 u2", "v9 u3", "v9 x1", "v9 x2", "v9 x3", "v9"], order: "u1",
            sees: [1, 7]),
        Row(
            "openids and phones do not make a visitor shared",
            ["v9 o1", "v9 o2", "v9 o3", "v9 o4", "v9 p1", "v9"], order: "o1", sees: [1, 6]),
        Row("an order without aliases sees nothing", ["u1", "v1"], order: "", sees: []),
    ]

    @Test("an order sees the touches that this table says", arguments: rows)
    func table(row: Row) throws {
        let facts = try Facts(row.touches + [row.order])
        var graph = CustomerGraph(settings: .standard, lookup: facts)
        let customer = graph.customer(ofOrder: facts.facts.last ?? [])
        let seen = row.touches.indices.filter { graph.place(of: facts.facts[$0], customer) != nil }
        #expect(seen.map { $0 + 1 } == row.sees)
    }

    @Test func `every touch that an order sees carries an alias of its reach`() throws {
        for row in Self.rows {
            let facts = try Facts(row.touches + [row.order])
            var graph = CustomerGraph(settings: .standard, lookup: facts)
            let customer = graph.customer(ofOrder: facts.facts.last ?? [])
            for touch in facts.facts.dropLast()
            where graph.place(of: touch, customer) != nil {
                #expect(touch.contains(where: customer.reach.contains), "\(row.name)")
            }
        }
    }

    /// A binding between buyer and click was withdrawn: the order still came with both.
    @Test func `what the order alone has in common with a touch tells nothing of the customer`()
        throws
    {
        var graph = CustomerGraph(settings: .standard, lookup: try Facts(["u1 v1"]))
        func place(_ text: String, _ graph: inout CustomerGraph<Facts>) throws -> Belonging? {
            let words = text.split(separator: " ")
            let customer = graph.customer(ofOrder: [try Facts.alias("u1"), try Facts.alias("c1")])
            return graph.place(of: try words.map { try Facts.alias($0) }, customer)
        }
        #expect(try place("c1", &graph) == .order)
        #expect(try place("v1", &graph) == .customer)
        #expect(try place("v1 c1", &graph) == .customer)
        #expect(try place("c1 v1", &graph) == .customer)
        #expect(try place("u1 c1", &graph) == .customer)
        #expect(try place("u2 c1", &graph) == nil)
        #expect(try place("c2", &graph) == nil)
    }

    @Test func `what never merges is a setting`() throws {
        let facts = try Facts(["v1 u1", "v1 u2", "p1 u1", "p1 u3", "u1"])
        var merging = CustomerGraph(
            settings: IdentitySettings(neverMerge: [.phone], sharedAfter: 3), lookup: facts)
        let customer = merging.customer(ofOrder: [try Facts.alias("u1")])
        #expect(customer.bridges.map(Facts.name) == ["u1", "u2", "v1"])
        #expect(customer.attached.map(Facts.name) == ["p1"])
    }

    @Test func `from how many people on an alias is shared is a setting`() throws {
        let facts = try Facts(["p1 u1", "p1 u2"])
        for (limit, isShared) in [(0, true), (1, true), (2, false)] {
            var graph = CustomerGraph(
                settings: IdentitySettings(neverMerge: [], sharedAfter: UInt32(limit)),
                lookup: facts)
            #expect(graph.isShared(try Facts.alias("p1")) == isShared)
        }
    }

    @Test func `beyond its limits the search stops and says so`() throws {
        let facts = try Facts((1...9).map { "u\($0) u\($0 + 1)" })
        let order = [try Facts.alias("u1")]
        var short = CustomerGraph(
            settings: .standard, lookup: facts,
            limits: CustomerLimits(bridgesMax: 4, boundMax: 100))
        #expect(short.customer(ofOrder: order).bridges.map(Facts.name) == ["u1", "u2", "u3", "u4"])
        #expect(short.customer(ofOrder: order).extent == .cut)
        let star = try Facts((2...9).map { "u1 x\($0)" })
        var narrow = CustomerGraph(
            settings: .standard, lookup: star,
            limits: CustomerLimits(bridgesMax: 100, boundMax: 2))
        #expect(narrow.customer(ofOrder: order).bridges.map(Facts.name) == ["u1", "x2", "x3"])
        #expect(narrow.customer(ofOrder: order).extent == .cut)
        var whole = CustomerGraph(settings: .standard, lookup: star)
        #expect(whole.customer(ofOrder: order).extent == .whole)
    }

    @Test func `it agrees with the rule read word by word, in any order of the facts`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let settings = IdentitySettings(neverMerge: [.click, .visitor], sharedAfter: 2)
        for _ in 0..<300 {
            let facts = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    Alias(
                        kind: AliasKind.allCases.randomElement(using: &random) ?? .phone, high: 0,
                        low: UInt64.random(in: 1...4, using: &random))
                }
            }
            let literal = LiteralCustomers(facts: facts, settings: settings)
            var graph = CustomerGraph(
                settings: settings, lookup: Facts(facts: facts.shuffled(using: &random)))
            let order = facts[0]
            let customer = graph.customer(ofOrder: order)
            #expect(Set(customer.bridges) == literal.customer(order), "seed \(seed)")
            for touch in facts {
                let place = graph.place(of: touch, customer)
                #expect(place == literal.place(of: touch, order), "seed \(seed)")
                if place != nil {
                    #expect(touch.contains(where: customer.reach.contains), "seed \(seed)")
                }
            }
        }
    }
}
