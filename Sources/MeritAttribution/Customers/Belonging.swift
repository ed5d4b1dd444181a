/// How an order comes to see a touch.
package enum Belonging: UInt8, Hashable, Sendable {
    /// The touch belongs to the order's customer.
    case customer = 1
    /// It has an alias in common with the order itself and belongs to nobody: it may earn credit,
    /// but tells nothing about the customer's relation.
    case order = 2
}
