/// What a document may cost. A document beyond one of the limits is refused at the byte where it
/// crosses it, before anything larger is built.
package struct JSONLimits: Hashable, Sendable {
    /// The length of the whole document.
    package let bytesMax: Int
    /// Arrays and objects inside one another; a document of one scalar has depth 0.
    package let depthMax: Int
    /// Members of all objects and elements of all arrays, taken together.
    package let membersMax: Int
    /// UTF-8 bytes of one decoded string, one key, or one number's literal.
    package let stringBytesMax: Int

    /// The deepest nesting that any limits allow: reading and releasing a tree use the stack.
    package static let depthBound = 128

    /// `depthMax` above `depthBound` is lowered to it.
    package init(
        bytesMax: Int = 256 * 1_024, depthMax: Int = 16, membersMax: Int = 20_000,
        stringBytesMax: Int = 64 * 1_024
    ) {
        self.bytesMax = bytesMax
        self.depthMax = min(depthMax, Self.depthBound)
        self.membersMax = membersMax
        self.stringBytesMax = stringBytesMax
    }

    /// A request's body: 256 KiB, 16 deep, 20 000 members, strings of 64 KiB.
    package static let body = JSONLimits()

    /// A file that we wrote ourselves: 64 MiB, a million members.
    package static let ownFile = JSONLimits(
        bytesMax: 64 << 20, depthMax: 32, membersMax: 1_000_000, stringBytesMax: 1 << 20)
}
