import MeritCore
import MeritToken
import NIOCore
import NIOHTTP1

/// One connection: takes requests, lets the loop decide, and sends the answers in the order of the
/// requests. Its identity is the connection.
///
/// It begins in the fast lane, where the recogniser reads its bytes, and changes for good to the
/// full lane, where NIO's parser does, with the first bytes that are not a usual request. Both
/// lanes share everything behind reading.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let loop: CollectorLoop
    private(set) var context: ChannelHandlerContext?
    private(set) var network: NetworkPrefix?

    var lane = Lane.fast
    /// What the fast lane has read and not handled yet: the beginning of a request, or what comes
    /// behind requests with too many answers due.
    var held: ByteBuffer?
    /// In how many pieces `held` arrived.
    var heldPieces = 0

    /// Read by NIO's parser and not handled yet: reading ahead ends where too many answers are due.
    private var parts = CircularBuffer<HTTPServerRequestPart>()
    var answers = AnswerQueue()
    /// The request that is arriving; nil between requests.
    private var arriving: ArrivingRequest?
    var input = Input.open
    /// Answers on their way out. Its memory is used again where the socket took everything.
    private var output = ByteBuffer()
    /// The last time a request began or an answer left.
    var lastProgress: NIODeadline
    private var isReadHeld = false
    private var isFlushing = false
    private var isInputClosed = false

    /// What reads the connection's bytes.
    enum Lane: Hashable, Sendable {
        case fast
        case full
    }

    enum Input {
        case open
        /// The peer sends nothing more; what it sent is answered.
        case halfClosed
        /// Whatever still comes is not looked at; the connection ends after its last answer.
        case ignored
        /// The last answer is sent.
        case ending(since: NIODeadline)
    }

    init(_ loop: CollectorLoop) {
        self.loop = loop
        lastProgress = loop.eventLoop.now
    }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        network = context.remoteAddress.flatMap { NetworkPrefix(peer: $0) }
        loop.connections[ObjectIdentifier(self)] = self
        loop.counts.connectionsAccepted += 1
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    func channelInactive(context: ChannelHandlerContext) {
        if leavesBytesUnread {
            leaveFastLane()
            return context.pipeline.fireChannelInactive()
        }
        forget()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isListening else { return }
        take(unread: unwrapInboundIn(data))
    }

    /// Takes what NIO's parser read, in the full lane.
    func take(_ part: HTTPServerRequestPart) {
        guard isListening else { return }
        parts.append(part)
        handleParts()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flushAnswers()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        guard canRead else {
            isReadHeld = true
            return
        }
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { resume() }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            if leavesBytesUnread {
                leaveFastLane()
                return context.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            }
            isInputClosed = true
            if case .ending = input { return context.close(promise: nil) }
            if case .open = input { input = .halfClosed }
            flushAnswers()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let parserError = error as? HTTPParserError else {
            // Of the connection itself, or of a parser that has failed before.
            if !(error is ByteToMessageDecoderError) { context.close(promise: nil) }
            return
        }
        guard isListening else { return }
        refuseRest(parserError == .headerOverflow ? .headersTooLarge : .badRequest)
        flushAnswers()
    }

    private func forget() {
        loop.connections[ObjectIdentifier(self)] = nil
        context = nil
        held = nil
        parts.removeAll()
        answers.removeAll()
        arriving = nil
        output = ByteBuffer()
    }

    var isListening: Bool {
        switch input {
        case .open, .halfClosed: true
        case .ignored, .ending: false
        }
    }

    /// A connection that ends is read on, so that its peer's bytes do not turn the end into a reset
    /// before the answer is read.
    private var canRead: Bool {
        guard isListening else { return true }
        return parts.isEmpty && answers.count < loop.options.pipelineMax
            && (context?.channel.isWritable ?? false)
    }

    // MARK: Requests

    private func handleInput() {
        switch lane {
        case .fast: handleBytes()
        case .full: handleParts()
        }
    }

    private func handleParts() {
        while isListening, answers.count < loop.options.pipelineMax || arriving != nil,
            let part = parts.popFirst()
        {
            switch part {
            case .head(let head): begin(head)
            case .body(let bytes): take(bytes)
            case .end: finish()
            }
        }
        if !isListening { parts.removeAll() }
    }

    private func begin(_ head: HTTPRequestHead) {
        lastProgress = loop.eventLoop.now
        let recognised = RecognisedHead(head, network: network)
        let slot = answers.open(recognised.form)
        var request = ArrivingRequest(recognised.route, slot: slot, since: loop.eventLoop.now)
        if recognised.form.connection == .close { request.isLast = true }
        arriving = request
        if let length = recognised.contentLength, length > loop.options.bodyBytesMax {
            return refuseRest(.bodyTooLarge)
        }
        if case .views(let views) = recognised.route,
            let refusal = loop.table.settings.refusal(of: views)
        {
            // A client that waits for leave may send its body or not: nothing behind is certain.
            if recognised.expectsContinue { return refuseRest(refusal) }
            // What there is of a body is still read, so that the next request is found.
            arriving?.route = .fixed(refusal)
        } else if recognised.expectsContinue {
            sendContinue(slot)
        }
    }

    private func take(_ bytes: ByteBuffer) {
        guard arriving != nil else { return }
        let fits = arriving?.take(bytes, max: loop.options.bodyBytesMax) ?? false
        if !fits { refuseRest(.bodyTooLarge) }
    }

    private func finish() {
        guard let request = arriving else { return }
        arriving = nil
        if request.isLast { input = .ignored }
        let ticket = Ticket(connection: self, slot: request.slot)
        switch request.route {
        case .redirect(let redirect): loop.redirect(redirect, ticket)
        case .views(let views): loop.views(views, body: request.body, ticket)
        case .preflight(let origin):
            ticket.complete(with: loop.table.settings.preflight(origin: origin))
        case .live: ticket.complete(with: .live)
        case .ready:
            let isReady = loop.environment.readiness() == .ready
            ticket.complete(with: isReady ? .ready : .notReady)
        case .code(let code): loop.code(code, ticket)
        case .fixed(let answer): ticket.complete(with: answer)
        }
    }

    /// Answers the request that is arriving, or whatever else the peer sent, and then ends.
    private func refuseRest(_ answer: Answer) {
        loop.counts.requestsRefused += 1
        let form = AnswerForm(body: .whole, connection: .close)
        let slot = arriving?.slot ?? answers.open(form)
        arriving = nil
        input = .ignored
        answers.complete(slot, with: answer)
        answers.close(after: slot)
    }

    /// RFC 9110, 10.1.1. Only where no earlier answer is due; else the client sends its body anyway
    /// after a while, as it must be ready to.
    private func sendContinue(_ slot: AnswerQueue.Slot) {
        guard answers.isFirst(slot) else { return }
        output.writeBytes(Answer.interim100)
    }

    // MARK: Answers

    /// Sets an answer; `flushAnswers` sends it when its turn comes.
    func complete(_ slot: AnswerQueue.Slot, with answer: Answer) {
        answers.complete(slot, with: answer)
    }

    /// Sets the answer of a followed link, and makes it ready to send at once where it is its turn.
    /// Every request that has been read must be in the queue.
    func complete(_ slot: AnswerQueue.Slot, with followed: FollowedLink, click: ClickID?) {
        guard !isEnding, context != nil, let first = answers.takeFirst(slot) else {
            return answers.complete(slot, with: followed.answer(click: click))
        }
        let form = framed(first)
        followed.append(click: click, to: &output, form: form, date: loop.dateLine())
        if form.connection == .close { end() }
    }

    /// Sends the answers whose turn it is in one write, and goes on with requests that waited.
    func flushAnswers() {
        guard !isFlushing else { return }
        isFlushing = true
        repeat {
            takeDueAnswers()
            send()
            handleInput()
        } while context != nil && !isEnding && (answers.hasDue || output.readableBytes > 0)
        isFlushing = false
        endIfDone()
        resume()
    }

    private func takeDueAnswers() {
        while !isEnding, let due = answers.next() {
            let form = framed(due.form)
            due.answer.append(to: &output, form: form, date: loop.dateLine())
            if form.connection == .close { end() }
        }
    }

    /// How the answer is framed that has just been taken from the queue to be sent.
    private func framed(_ form: AnswerForm) -> AnswerForm {
        lastProgress = loop.eventLoop.now
        guard isLastAnswer else { return form }
        return AnswerForm(body: form.body, connection: .close)
    }

    private var isEnding: Bool {
        if case .ending = input { return true }
        return false
    }

    /// Whether a connection that is to end has answered everything.
    private var isLastAnswer: Bool {
        guard answers.isEmpty, arriving == nil else { return false }
        switch input {
        case .open: return loop.isDraining
        case .halfClosed: return parts.isEmpty || loop.isDraining
        case .ignored, .ending: return true
        }
    }

    private func send() {
        guard let context, output.readableBytes > 0 else { return }
        guard isEnding else {
            context.writeAndFlush(wrapOutboundOut(output), promise: nil)
            // Where the socket did not take everything, this makes another buffer.
            if output.capacity > 4_096 { output = ByteBuffer() } else { output.clear() }
            return
        }
        let buffer = output
        output = ByteBuffer()
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { [self] _ in
            // The peer learns that nothing follows, and its last bytes are still taken in.
            self.context?.close(mode: isInputClosed ? .all : .output, promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: sent)
    }

    /// Nothing is read or answered from here on.
    private func end() {
        input = .ending(since: loop.eventLoop.now)
        answers.removeAll()
        held = nil
        parts.removeAll()
        arriving = nil
    }

    /// Closes a connection that owes nothing and expects nothing.
    private func endIfDone() {
        guard answers.isEmpty, arriving == nil, output.readableBytes == 0 else { return }
        switch input {
        case .open:
            if loop.isDraining { context?.close(promise: nil) }
        case .halfClosed:
            if parts.isEmpty { context?.close(promise: nil) }
        case .ignored: context?.close(promise: nil)
        case .ending: break
        }
    }

    private func resume() {
        guard isReadHeld, canRead else { return }
        isReadHeld = false
        context?.read()
    }

    // MARK: Time

    /// Ends the connection where its peer takes too long.
    func endOverdue(at now: NIODeadline) {
        let options = loop.options
        if case .ending(let since) = input {
            if now - since >= options.lingerMax.amount { context?.close(promise: nil) }
        } else if let arriving, now - arriving.since >= options.bodyWaitMax.amount {
            refuseRest(.requestTimeout)
            flushAnswers()
        } else if answers.isEmpty || !(context?.channel.isWritable ?? true),
            now - lastProgress >= options.idleMax.amount
        {
            context?.close(promise: nil)
        }
    }

    /// Ends the connection whatever is due.
    func closeNow() { context?.close(promise: nil) }

    /// Ends the connection after the answers that are due. What was read and not begun is dropped,
    /// and then nothing that follows it may be taken for a request.
    func drain() {
        if arriving == nil {
            held = nil
            parts.removeAll()
            if isListening, !answers.isEmpty { input = .ignored }
        }
        endIfDone()
    }
}

extension Milliseconds {
    /// As NIO counts.
    var amount: TimeAmount { .milliseconds(value) }
}
