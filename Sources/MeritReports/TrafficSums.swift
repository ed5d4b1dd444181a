import MeritStore

/// The traffic columns of a staff member or department.
///
/// Traffic has no currency: it stands in the row of the report's first currency, so that a column's
/// sum counts it once and steps sum to the whole.
package struct TrafficSums: Hashable, Sendable {
    package private(set) var clicksRaw = 0
    package private(set) var clicksHuman = 0
    package private(set) var visitors = 0
    package private(set) var contactsAdded = 0
    package private(set) var firstMessages = 0

    package init() {}

    mutating func add(_ row: TrafficRow) {
        clicksRaw += row.clicksRaw
        clicksHuman += row.clicksHuman
        visitors += row.visitors
        contactsAdded += row.contactsAdded
        firstMessages += row.firstMessages
    }

    static let columns: [ReportDocument.Column] = [
        .number("clicks_raw"), .number("clicks_human"), .number("visitors"),
        .number("contacts_added"), .number("first_messages"),
    ]

    /// In the order of the columns.
    var cells: [ReportDocument.Cell] {
        [clicksRaw, clicksHuman, visitors, contactsAdded, firstMessages].map { .count($0) }
    }
}
