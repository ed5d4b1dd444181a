package import MeritCore
import MeritJSON

/// A guide leaves early in the demo's time and hands the customers over; one of them buys soon
/// afterwards, and what they bring in is shared by two (联单).
package struct DemoLeaving: Sendable {
    /// Who leaves, and who takes over, by place in the retailer's list.
    static let leaver = 3
    static let heir = 4
    /// Who served the customer in the shop.
    static let helper = 5
    /// Whose story it is, by place.
    static let customer = 1

    package static let orderID = "STORY-2"

    /// The last day of employment.
    let lastDay: CivilDate
    let order: DemoOrder
    private let contact: Contact
    private let handedOver: [HandedOver]
    private let leaverNumber: StaffNumber
    private let heirNumber: StaffNumber

    /// The weights that two persons agree on.
    package let split: [(staff: StaffNumber, weight: Int)]

    private struct Contact: Sendable {
        let at: Timestamp
        let customer: DemoCustomer
    }

    private struct HandedOver: Sendable {
        let at: Timestamp
        let externalUserID: String
        let state: String
    }

    init(
        _ retailer: DemoRetailer, _ customers: [DemoCustomer], _ window: DemoWindow,
        _ touches: [DemoTouch]
    ) {
        func moment(_ days: Int64, _ hours: Int64) -> Timestamp {
            window.start.advanced(by: .days(days)).advanced(by: .hours(hours))
        }
        lastDay = window.first.advanced(by: 4)
        leaverNumber = retailer.guides[Self.leaver].staff
        heirNumber = retailer.guides[Self.heir].staff
        let leaver = leaverNumber
        let buyer = customers[Self.customer]
        contact = Contact(at: moment(1, 11), customer: buyer)
        let added = touches.filter {
            $0.kind == .contactAdded && $0.staff == leaver && $0.at < moment(5, 0)
        }
        let known = added.compactMap { touch in
            touch.aliases.first { $0.kind == "external_userid" }?.value
        }
        // The last of the others does not want to be handed over.
        let others = Set(known).sorted()
        handedOver =
            [HandedOver(at: moment(5, 12), externalUserID: buyer.externalUserID, state: "done")]
            + others.enumerated().map { place, id in
                HandedOver(
                    at: moment(5, 12), externalUserID: id,
                    state: place == others.count - 1 ? "refused" : "done")
            }
        let created = moment(6, 10)
        order = DemoOrder(
            id: Self.orderID, created: created, paid: created.advanced(by: .minutes(5)),
            completed: created.advanced(by: .days(2)), store: retailer.stores[0].code,
            lines: [
                .init(
                    id: "1", sku: "BG-21", category: "bags", quantity: 1, amount: 159_900),
                .init(
                    id: "2", sku: "AC-12", category: "accessories", quantity: 1, amount: 9_901),
            ], freight: 0, buyer: [("unionid", buyer.unionID), ("phone", buyer.phone)],
            token: nil)
        split = [
            (heirNumber, 6), (retailer.guides[Self.helper].staff, 4),
        ]
    }

    /// The file for `contact import`.
    var contactLines: [UInt8] {
        var writer = JSONWriter()
        writer.object { line in
            line.member("event_id", "demo-contact-1")
            line.member("at", contact.at.rfc3339)
            line.object("alias") { alias in
                alias.member("external_userid", contact.customer.externalUserID)
                alias.member("unionid", contact.customer.unionID)
            }
            line.member("staff", leaverNumber.value)
            line.member("change", "added")
        }
        writer.endLine()
        return writer.take()
    }

    /// The file for `handover import`.
    var handOverLines: [UInt8] {
        var writer = JSONWriter()
        for (place, handedOver) in handedOver.enumerated() {
            writer.object { line in
                line.member("event_id", "demo-handover-\(place + 1)")
                line.member("at", handedOver.at.rfc3339)
                line.object("alias") {
                    $0.member("external_userid", handedOver.externalUserID)
                }
                line.member("from", leaverNumber.value)
                line.member("to", heirNumber.value)
                line.member("state", handedOver.state)
            }
            writer.endLine()
        }
        return writer.take()
    }
}
