/// What an object says about one of its members.
package enum JSONLeaf<Value> {
    /// Nothing (or something faulty, which the reader has noted).
    case absent
    case null
    case value(Value)
}

extension JSONLeaf: Equatable where Value: Equatable {}
extension JSONLeaf: Sendable where Value: Sendable {}
