import MeritCore
import NIOCore

extension CollectorLoop {
    /// A connection beyond `connectionsMax`.
    struct TooManyConnections: Error {}

    /// Gives a new connection its handler. Throws, which closes it, where too many are open.
    func equip(_ channel: any Channel) throws {
        guard connections.count < connectionsMax else {
            counts.connectionsRefused += 1
            throw TooManyConnections()
        }
        try channel.pipeline.syncOperations.addHandler(ConnectionHandler(self))
    }

    /// What happens every second: connections that waited too long end, the minute that is over is
    /// recorded, counts are published.
    func tick() {
        let loopNow = eventLoop.now
        for connection in Array(connections.values) { connection.endOverdue(at: loopNow) }
        codes.renew()
        let now = now()
        if let finished = tally.finish(at: now) { record(finished, at: now, .tally(finished)) }
        // Where nothing waits, the journal has answered everything: time to ask again.
        if waitingCount == 0 { recordTallies(at: now) }
        publishCounts()
    }

    /// Brings the metrics up to date.
    func publishCounts() {
        metrics.publish(counts, connections: connections.count, waiting: waitingCount)
    }

    /// Answers what is due, ends every connection and records the unfinished minute; `drained`
    /// follows when all of that is done, or when `time` is over.
    func drain(within time: TimeAmount, _ drained: EventLoopPromise<Void>) {
        isDraining = true
        for connection in Array(connections.values) { connection.drain() }
        let now = now()
        if let unfinished = tally.take() { record(unfinished, at: now, .tally(unfinished)) }
        recordTallies(at: now)
        handOver()
        awaitEnd(until: eventLoop.now + time, drained)
    }

    private func recordTallies(at now: Timestamp) {
        let due = unrecordedTallies
        unrecordedTallies = []
        for counts in due { record(counts, at: now, .tally(counts)) }
    }

    /// Looks again a hundred times a second until nothing is left.
    private func awaitEnd(until deadline: NIODeadline, _ drained: EventLoopPromise<Void>) {
        for connection in Array(connections.values) { connection.endOverdue(at: eventLoop.now) }
        let isOver = eventLoop.now >= deadline
        guard !isOver, !(connections.isEmpty && isSettled) else {
            for connection in Array(connections.values) { connection.closeNow() }
            publishCounts()
            return drained.succeed()
        }
        let loop = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: .milliseconds(10)) {
            loop.value.awaitEnd(until: deadline, drained)
        }
    }
}
