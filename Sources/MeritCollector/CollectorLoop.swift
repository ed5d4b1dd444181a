import MeritCore
import MeritJournal
import MeritToken
import NIOCore

/// Everything that one event loop owns: its table, the records of the current tick, the answers
/// that wait, its connections and counts. Its identity is that event loop, and nothing of it is
/// touched from elsewhere.
///
/// Records are gathered while the loop handles what its connections sent, and handed to the journal
/// once per tick; the journal wakes the loop once when they are recorded, and all their answers
/// leave together.
final class CollectorLoop {
    let eventLoop: any EventLoop
    let options: CollectorOptions
    let environment: CollectorEnvironment
    let journal: JournalPort
    /// Replaced as a whole; a request is judged by one table from start to end.
    var table: RedirectTable
    /// Records whose outcome this loop may wait for at once.
    let waitingMax: Int
    /// Connections that this loop has open at once.
    let connectionsMax: Int
    let recogniser: RequestRecogniser

    var random: RandomPool
    var counts = CollectorCounts()
    var codes = CodeBudget()
    var metrics: CollectorMetrics
    var tally = RejectionTally()
    /// Minutes that could not be recorded yet.
    var unrecordedTallies: [RejectionCounts] = []
    private(set) var date = HTTPDate()
    /// While the answers of one batch are sent: they share one date.
    private var isDateCurrent = false

    var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    var isDraining = false

    // The current tick.
    private var buffer: RecordBuffer
    private var gathered: [WaitingAnswer] = []
    private var isHandoverDue = false

    // Earlier ticks whose outcome is not known, oldest first.
    private var handed: [HandedBatch] = []
    private var handedCount: UInt64 = 0
    private var isDeadlineDue = false
    /// Records gathered or handed over whose outcome is not known.
    private(set) var waitingCount = 0

    /// Bytes of records after which a tick is handed over before its end.
    private static let bufferBytesMax = 1 << 20
    static let unrecordedTalliesMax = 60

    init(
        _ eventLoop: any EventLoop, number: Int, of loopCount: Int = 1, options: CollectorOptions,
        environment: CollectorEnvironment, journal: JournalPort, table: RedirectTable
    ) {
        self.eventLoop = eventLoop
        waitingMax = max(1, options.waitingMax / loopCount)
        connectionsMax = max(1, options.connectionsMax / loopCount)
        recogniser = RequestRecogniser(options)
        self.options = options
        self.environment = environment
        self.journal = journal
        self.table = table
        random = RandomPool(environment.randomWords)
        metrics = CollectorMetrics(environment.metrics, loop: number)
        buffer = journal.emptyBuffer()
    }

    /// The time of a request that is being handled.
    func now() -> Timestamp {
        let now = environment.now()
        date.update(now)
        return now
    }

    /// The `Date` line of an answer that is sent now.
    func dateLine() -> [UInt8] {
        if !isDateCurrent { date.update(environment.now()) }
        return date.line
    }

    // MARK: Recording

    /// Whether `count` more records may wait.
    func hasRoom(for count: Int) -> Bool { waitingCount + count <= waitingMax }

    /// Gathers one fact per element, to be handed over at the end of this tick.
    func record<Content: Fact>(_ facts: [Content], at now: Timestamp, _ kind: WaitingAnswer.Kind) {
        gathered.append(WaitingAnswer(offset: UInt64(buffer.count), kind: kind))
        for fact in facts { append(fact, now) }
        waitingCount += facts.count
        scheduleHandover()
    }

    func record(_ fact: some Fact, at now: Timestamp, _ kind: WaitingAnswer.Kind) {
        gathered.append(WaitingAnswer(offset: UInt64(buffer.count), kind: kind))
        append(fact, now)
        waitingCount += 1
        scheduleHandover()
    }

    private func append(_ fact: some Fact, _ now: Timestamp) {
        buffer.append(fact, time: now) { PersonalSalt(random.next(), random.next()) }
    }

    private func scheduleHandover() {
        if buffer.byteCount >= Self.bufferBytesMax { return handOver() }
        guard !isHandoverDue else { return }
        isHandoverDue = true
        let loop = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute { loop.value.handOver() }
    }

    /// Hands the records of this tick to the journal.
    func handOver() {
        isHandoverDue = false
        guard !buffer.isEmpty else { return }
        handedCount += 1
        let number = handedCount
        handed.append(
            HandedBatch(
                number: number, recordCount: buffer.count, waiting: gathered,
                deadline: eventLoop.now + options.recordingWaitMax.amount))
        gathered = []
        let records = buffer
        buffer = journal.emptyBuffer()
        let loop = NIOLoopBound(self, eventLoop: eventLoop)
        let submissionWait: SubmissionWait = options.durability == .disk ? .durable : .written
        journal.submit(records, submissionWait) { outcome in
            loop.eventLoop.execute { loop.value.finish(number, outcome) }
        }
        scheduleDeadline()
    }

    // MARK: Outcomes

    /// Sends the answers of a batch whose outcome is known.
    private func finish(_ number: UInt64, _ outcome: SubmissionOutcome) {
        guard let index = handed.firstIndex(where: { $0.number == number }) else { return }
        let batch = handed.remove(at: index)
        waitingCount -= batch.recordCount
        date.update(environment.now())
        isDateCurrent = true
        defer { isDateCurrent = false }
        switch outcome {
        case .recorded(let first, let run):
            for answer in batch.waiting { recorded(answer, first, run) }
        case .refused:
            for answer in batch.waiting { unrecorded(answer) }
        }
        flush(batch.waiting)
    }

    private func recorded(_ waiting: WaitingAnswer, _ first: Sequence, _ run: RunID) {
        switch waiting.kind {
        case .follow(let followed, let ticket):
            counts.count(.recorded)
            let sequence = first.advanced(by: waiting.offset)
            ticket.complete(with: followed, click: clickID(followed, sequence, run))
        case .reject(let ticket):
            ticket.complete(with: table.rejectionAnswer)
        case .views(let views, let ticket):
            counts.count(.recorded, views.acceptedCount)
            ticket.complete(with: views.answer.adding(views.sharing))
        case .tally: break
        }
    }

    private func clickID(_ followed: FollowedLink, _ sequence: Sequence, _ run: RunID) -> ClickID? {
        guard followed.clickID == .given else { return nil }
        return table.keys.click.clickID(
            node: journal.node, sequence: sequence, run: run, claim: followed.claim)
    }

    /// Answers what is not recorded: now, or within the time it could wait.
    func unrecorded(_ waiting: WaitingAnswer) {
        switch waiting.kind {
        case .follow(let followed, let ticket):
            let isRefused = options.unrecorded == .refuse
            counts.count(isRefused ? .refused : .unrecorded)
            ticket.complete(with: isRefused ? .tryAgainPage : followed.answer(click: nil))
        case .reject(let ticket):
            ticket.complete(with: table.rejectionAnswer)
        case .views(let views, let ticket):
            counts.count(.unrecorded, views.acceptedCount)
            ticket.complete(with: Answer.notRecorded.adding(views.sharing))
        case .tally(let counts):
            unrecordedTallies.append(counts)
            if unrecordedTallies.count > Self.unrecordedTalliesMax {
                unrecordedTallies.removeFirst()
            }
        }
    }

    private func flush(_ answers: [WaitingAnswer]) {
        for answer in answers {
            switch answer.kind {
            case .follow(_, let ticket), .reject(let ticket), .views(_, let ticket):
                ticket.connection.flushAnswers()
            case .tally: break
            }
        }
    }

    // MARK: Deadlines

    private func scheduleDeadline() {
        guard !isDeadlineDue,
            let oldest = handed.first(where: { $0.waiting.contains(where: \.hasTicket) })
        else { return }
        isDeadlineDue = true
        let loop = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(deadline: oldest.deadline) {
            loop.value.answerOverdue()
        }
    }

    /// Answers what has waited as long as it may. Its records stay with the journal: whether they
    /// are recorded in the end is not known, so the answers carry no click id.
    private func answerOverdue() {
        isDeadlineDue = false
        let now = eventLoop.now
        for index in handed.indices where handed[index].deadline <= now {
            let overdue = handed[index].waiting.filter(\.hasTicket)
            guard !overdue.isEmpty else { continue }
            handed[index].waiting.removeAll(where: \.hasTicket)
            for answer in overdue {
                note(answer.unrecorded, .deadline)
                unrecorded(answer)
            }
            flush(overdue)
        }
        scheduleDeadline()
    }

    func note(_ unrecorded: JournalPort.Unrecorded, _ reason: GapReason) {
        journal.noteUnrecorded(unrecorded, reason)
    }

    /// Whether nothing is gathered and nothing handed over is without outcome.
    var isSettled: Bool { buffer.isEmpty && handed.isEmpty }
}

extension Answer {
    /// The answer with more header lines.
    func adding(_ lines: [UInt8]) -> Answer {
        var answer = self
        answer.headers += lines
        return answer
    }
}
