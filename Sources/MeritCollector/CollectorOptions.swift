package import MeritCore
package import MeritQRCode

/// How the collector listens and what it grants. The defaults are the ones of `merit serve`.
package struct CollectorOptions: Sendable {
    package var host = "127.0.0.1"
    /// 0: any free port.
    package var port = 8_080
    package var durability = Durability.disk
    package var unrecorded = UnrecordedClick.redirect
    /// How long an answer waits for its record; then a click goes on without a click id.
    package var recordingWaitMax = Milliseconds(250)
    /// Records whose outcome is not known yet, all event loops together; a click beyond goes on
    /// without being recorded, views beyond are refused.
    package var waitingMax = 65_536
    /// Requests of one connection whose answers are not sent yet; reading stops there.
    package var pipelineMax = 16
    /// A body of more is refused with 413.
    package var bodyBytesMax = 256 * 1_024
    /// The request line's target, and each header's name and value.
    package var headerBytesMax = 8 * 1_024
    /// All headers of a request together.
    package var headersBytesMax = 32 * 1_024
    package var headerCountMax = 100
    /// How long a connection may stay without completing a request's head.
    package var idleMax = Milliseconds.seconds(60)
    /// How long a request's body may take.
    package var bodyWaitMax = Milliseconds.seconds(20)
    /// How long a connection that we end is kept to let the peer read the answer.
    package var lingerMax = Milliseconds.seconds(2)
    /// How long stopping waits for answers that are due.
    package var drainMax = Milliseconds.seconds(5)
    /// Connections open at once, all event loops together; one more is closed as it comes. What
    /// the process may open beyond that is for its journal, its store and its other listeners.
    package var connectionsMax = 16_384
    /// Connections that the kernel holds until they are accepted.
    package var backlog: Int32 = 1_024
    /// Draws QR codes; nil where the build has none, which is then what askers are told.
    package var codes = QRCodeEncoder.built

    package init() {}

    /// When a click counts as recorded.
    package enum Durability: String, CaseIterable, Sendable {
        /// After the sync: it survives a power cut.
        case disk
        /// After the write: it survives the end of the process; a power cut may lose about the last
        /// second.
        case kernel
    }

    /// What happens to a click that cannot be recorded.
    package enum UnrecordedClick: String, CaseIterable, Sendable {
        /// The customer goes on, without a click id.
        case redirect
        /// 503: for shops where a click that is not credited is worse than one that fails.
        case refuse
    }
}
