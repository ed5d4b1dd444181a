import NIOCore

/// A request whose head is read and whose end is not.
struct ArrivingRequest {
    var route: Route
    let slot: AnswerQueue.Slot
    /// When its head was complete.
    let since: NIODeadline
    /// Whether the connection ends after its answer.
    var isLast = false
    /// What arrived of the body, for the one route that has one.
    private(set) var body: [UInt8] = []
    private var bodyCount = 0

    init(_ route: Route, slot: AnswerQueue.Slot, since: NIODeadline) {
        self.route = route
        self.slot = slot
        self.since = since
    }

    /// Takes in a piece of the body; false when it grows beyond `max` bytes.
    mutating func take(_ bytes: ByteBuffer, max: Int) -> Bool {
        bodyCount += bytes.readableBytes
        guard bodyCount <= max else { return false }
        if case .views = route { body.append(contentsOf: bytes.readableBytesView) }
        return true
    }
}
