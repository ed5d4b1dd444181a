/// Which of an order's amounts are credited.
package enum CreditBase: Hashable, Sendable {
    /// The lines.
    case goods
    /// The lines, and the freight as the line `freight`.
    case paid
}
