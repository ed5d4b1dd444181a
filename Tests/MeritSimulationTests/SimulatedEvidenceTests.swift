import BooksFixture
import Foundation
import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore
import Testing

@testable import MeritSimulation

/// Which evidence a simulated order is judged by, the same by every way to the result, and where it
/// comes after a sweep was made.
struct SimulatedEvidenceTests {
    private typealias Shop = SimulatedShop

    private static let noon = Shop.noon
    private static let member = Shop.alias(.unionid, 1)
    private static let phone = Shop.alias(.phone, 1)
    private static let tablet = Shop.alias(.visitor, 1)

    @Test func `a window is open at its start and closed at T`() async throws {
        let shop = try await Shop()
        let ends: [Milliseconds] = [
            .days(-7), Milliseconds(1 - 7 * 86_400_000), .zero, Milliseconds(1),
        ]
        for (place, end) in ends.enumerated() {
            let buyer = Shop.alias(.unionid, UInt64(place + 10))
            try await shop.happens([
                Shop.touch("t\(place)", by: 1_001, [buyer], at: Self.noon.advanced(by: end)),
                Shop.order("A\(place)", [buyer], at: Self.noon),
            ])
        }
        let credits = try await shop.credits(Shop.touches())
        #expect(credits == ["A1": [1_001], "A2": [1_001]])
    }

    @Test func `of touches at one moment the greater id is the last`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("b", by: 1_002, [Self.member], at: Self.noon),
            Shop.touch("a", by: 1_001, [Self.member], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon),
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_002]])
        #expect(try await shop.credits(Shop.touches(.firstTouch)) == ["A1": [1_001]])
    }

    @Test func `after a split an order sees what stands on it, another one does not`() async throws
    {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.touch("t2", by: 1_002, [Self.tablet], at: Self.noon.advanced(by: .hours(1))),
            Shop.order("A1", [Self.member, Self.tablet], at: Self.noon.advanced(by: .hours(2))),
            Shop.order("A2", [Self.member], at: Self.noon.advanced(by: .hours(2))),
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_002], "A2": [1_002]])
        try await shop.happens([
            IdentitySplit(
                actor: .system,
                personal: .init(left: Self.member, right: Self.tablet, reason: "a tablet"))
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_002], "A2": [1_001]])
        // A sweep of the same facts that is made anew comes to the same.
        let other = try await Shop()
        try await other.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.touch("t2", by: 1_002, [Self.tablet], at: Self.noon.advanced(by: .hours(1))),
            Shop.order("A1", [Self.member, Self.tablet], at: Self.noon.advanced(by: .hours(2))),
            Shop.order("A2", [Self.member], at: Self.noon.advanced(by: .hours(2))),
            IdentitySplit(
                actor: .system,
                personal: .init(left: Self.member, right: Self.tablet, reason: "a tablet")),
        ])
        #expect(try await other.credits(Shop.touches()) == ["A1": [1_002], "A2": [1_001]])
    }

    @Test func `a tablet that becomes shared shows nobody's touches`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.tablet], at: Self.noon),
            Shop.order("A1", [Self.member, Self.tablet], at: Self.noon.advanced(by: .hours(2))),
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]])
        let others = (2...4).map { number in
            Shop.order(
                "A\(number)", [Shop.alias(.unionid, number), Self.tablet],
                at: Self.noon.advanced(by: .hours(2)))
        }
        try await shop.happens(others)
        #expect(try await shop.credits(Shop.touches()).isEmpty)
    }

    @Test func `a corrected buyer no longer sees the first one's touches`() async throws {
        let shop = try await Shop()
        let right = Shop.alias(.phone, 2)
        let paid = Self.noon.advanced(by: .hours(2))
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.phone], at: Self.noon),
            Shop.touch("t2", by: 1_002, [right], at: Self.noon),
            Shop.order("A1", [Self.phone], at: paid),
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]])
        try await shop.happens([Shop.order("A1", [right], at: paid, version: 2)])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_002]])
    }

    @Test func `another order joins two aliases, and the first order sees both`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.phone], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon.advanced(by: .hours(2))),
        ])
        #expect(try await shop.credits(Shop.touches()).isEmpty)
        let later = Self.noon.advanced(by: .days(30))
        try await shop.happens([Shop.order("A2", [Self.member, Self.phone], at: later)])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]])
    }

    @Test func `a damaged sweep is thrown away`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon),
        ])
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]])
        let folder = shop.books.store.generationFolder
        let path = "\(folder)/\(SweepFile.name)"
        let whole = try Data(contentsOf: URL(filePath: path))
        for place in whole.indices {
            var broken = whole
            broken[place] ^= 1
            try broken.write(to: URL(filePath: path))
            #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]], "byte \(place)")
        }
        try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
        #expect(try await shop.credits(Shop.touches()) == ["A1": [1_001]])
        #expect(try Data(contentsOf: URL(filePath: path)) == whole)
    }

    // MARK: Relations

    @Test func `a purchase binds the next order of the customer`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon.advanced(by: .hours(2))),
            Shop.touch("t2", by: 1_002, [Self.member], at: Self.noon.advanced(by: .hours(3))),
            Shop.order("A2", [Self.member], at: Self.noon.advanced(by: .hours(4))),
        ])
        #expect(try await shop.credits(Shop.guides) == ["A1": [1_001], "A2": [1_001]])
    }

    @Test func `an order before the days counts as the books have it`() async throws {
        let shop = try await Shop()
        // Created before the days and so judged as published, by the till; paid in them, where the
        // draft says what a purchase does.
        try await shop.happens([
            Shop.order(
                "A1", [Self.member], created: Self.noon.advanced(by: .days(-5)),
                at: Self.noon.advanced(by: .hours(-1)), till: 1_001),
            Shop.touch("t2", by: 1_002, [Self.member], at: Self.noon),
            Shop.order("A2", [Self.member], at: Self.noon),
        ])
        let calendar = shop.books.store.directory.calendar
        let days = DayRange(
            first: calendar.day(of: Self.noon), last: calendar.day(of: Self.noon))
        #expect(try await shop.credits(Shop.guides, days) == ["A2": [1_001]])
    }

    @Test func `a customer who deletes the guide is free`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon.advanced(by: .hours(2))),
            ContactChanged(
                event: EventID(unchecked: "gone"), id: [],
                at: Self.noon.advanced(by: .hours(3)), staff: Story.staff(1_001),
                change: .deletedByCustomer, provenance: nil,
                personal: .init(aliases: [Self.member])),
            Shop.touch("t2", by: 1_002, [Self.member], at: Self.noon.advanced(by: .hours(4))),
            Shop.order("A2", [Self.member], at: Self.noon.advanced(by: .hours(5))),
        ])
        #expect(try await shop.credits(Shop.guides) == ["A1": [1_001], "A2": [1_002]])
    }

    @Test func `a customer who is handed over has the new guide`() async throws {
        let shop = try await Shop()
        try await shop.happens([
            Shop.touch("t1", by: 1_001, [Self.member], at: Self.noon),
            Shop.order("A1", [Self.member], at: Self.noon.advanced(by: .hours(2))),
            HandOver(
                event: EventID(unchecked: "h"), at: Self.noon.advanced(by: .hours(3)),
                from: Story.staff(1_001), to: Story.staff(1_002), state: .done, provenance: nil,
                personal: .init(aliases: [Self.member])),
            Shop.order("A2", [Self.member], at: Self.noon.advanced(by: .hours(5))),
        ])
        #expect(try await shop.credits(Shop.guides) == ["A1": [1_001], "A2": [1_002]])
    }
}
