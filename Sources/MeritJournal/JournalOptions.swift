package import MeritCore

/// How a journal is written. The defaults are the ones of `merit serve`.
package struct JournalOptions: Sendable {
    package var node: NodeNumber
    /// Free bytes below which clicks and views are not recorded.
    package var trafficSpaceMark: UInt64 = 2 << 30
    /// Free bytes below which webhooks, callbacks and commands are refused.
    package var inboundSpaceMark: UInt64 = 256 << 20
    /// Bytes prepared for a run's first segment; each further one is four times as long …
    package var segmentBytesFirst = 1 << 20
    /// … up to this. A batch that needs more gets a segment of its size.
    package var segmentBytesMax = 64 << 20
    /// Record bytes that a batch gathers from several submissions.
    package var batchBytesMax = 4 << 20
    /// What may wait for the writer; more is refused with `.queueFull`.
    package var queuedBytesMax = 32 << 20
    package var queuedSubmissionsMax = 16_384
    /// How long written records wait for their sync when nobody asks for one.
    package var syncDelayMax = Milliseconds(200)
    /// Opening checks the newest segments up to this many bytes, and the last one always. Readers
    /// check everything they read.
    package var openingCheckBytesMax: UInt64 = 256 << 20
    /// Who is told of each batch and sync.
    package var metrics = JournalMetrics.none
    /// Tests only.
    package var plantedFaults: PlantedFaults = []

    package init(node: NodeNumber) { self.node = node }
}
