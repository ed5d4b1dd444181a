import MeritCore

/// Somebody who is made up, with the identifiers by which a mall would know them.
package struct DemoCustomer: Sendable {
    package let unionID: String
    let openID: String
    let externalUserID: String
    package let phone: String
    let member: String
    /// The cookie of their browser.
    let visitor: String
    /// Who looks after them, by place in the retailer's list.
    let guide: Int

    init(_ index: Int, guideCount: Int, _ random: inout DemoRandom) {
        unionID = "o6" + random.text(26, of: Self.alphabet)
        openID = "oX" + random.text(26, of: Self.alphabet)
        externalUserID = "wm" + random.text(30, of: Self.alphabet)
        phone = "139" + Self.digits(index + 20_260_000, 8)
        member = "M" + Self.digits(index + 1, 6)
        visitor = "v" + random.text(20, of: Self.alphabet) + "A"
        guide = random.int(0...guideCount - 1)
    }

    private static let alphabet = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
