import ArgumentParser
import MeritCore
import MeritJSON

struct AdjustmentPropose: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Asks that an order be credited otherwise, once another person approves it.",
        discussion: """
            With --amount STAFF=FEN for each payee: the amounts sum to the order's present net \
            base. With --weight STAFF=W: what the order is worth, now and after later refunds, is \
            divided by these. Staff 0 is nobody. The proposer is the person whose key is in \
            MERIT_API_KEY.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The order, as ORDER or SHOP/ORDER.", valueName: "[shop/]order"))
    var order: String

    @Option(help: "Why.")
    var reason: String

    @Option(help: ArgumentHelp("In minor units, for each payee.", valueName: "staff=fen"))
    var amount: [PayeeShare] = []

    @Option(help: ArgumentHelp("In proportion, for each payee.", valueName: "staff=weight"))
    var weight: [PayeeShare] = []

    var need: ServiceNeed { .running }

    func validate() throws {
        guard amount.isEmpty != weight.isEmpty else {
            throw ValidationError("give each payee with --amount, or each with --weight")
        }
        let staff = (amount + weight).map(\.staff)
        guard Set(staff).count == staff.count else {
            throw ValidationError("give each payee once")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let key = try await client.order(order)
        let answer = try await client.send(
            .post("adjustments") { body in
                body.member("shop", key.shop)
                body.member("order_id", key.order)
                body.member("reason", reason)
                Self.write("amounts", "amount", amount, to: &body)
                Self.write("weights", "weight", weight, to: &body)
            })
        guard service.form == .text else { return answer.print() }
        Terminal.print(try answer.json()["adjustment"]?.shown ?? "")
    }

    private static func write(
        _ key: String, _ member: String, _ shares: [PayeeShare], to body: inout JSONWriter
    ) {
        guard !shares.isEmpty else { return }
        body.array(key, shares) { body, share in
            body.object { body in
                body.member("staff", share.staff.value)
                body.member(member, share.value)
            }
        }
    }
}
