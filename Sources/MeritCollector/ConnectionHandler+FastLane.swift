import NIOCore

/// The fast lane: bytes are read by the recogniser, without a parser in between.
extension ConnectionHandler {
    /// A request that arrives in more pieces is the full lane's, which reads each byte once.
    private static let piecesMax = 8

    /// Takes bytes that follow what is held.
    func take(unread bytes: ByteBuffer) {
        if held == nil {
            held = bytes
        } else {
            // What was read already would stay in memory as long as the connection does.
            held?.discardReadBytes()
            held?.writeImmutableBuffer(bytes)
        }
        heldPieces += 1
        handleBytes()
    }

    /// Handles the requests that are held, as far as answers may be due.
    func handleBytes() {
        guard var bytes = held.take() else { return }
        while isListening, answers.count < loop.options.pipelineMax, bytes.readableBytes > 0 {
            switch loop.recogniser.recognise(bytes.readableBytesUInt8Span) {
            case .request(let request):
                begin(request, in: bytes)
                bytes.moveReaderIndex(forwardBy: request.byteCount)
                heldPieces = 1
            case .incomplete where heldPieces < Self.piecesMax:
                held = bytes
                return
            case .incomplete, .unusual:
                held = bytes
                return leaveFastLane()
            }
        }
        if isListening, bytes.readableBytes > 0 {
            held = bytes
        } else {
            heldPieces = 0
        }
    }

    private func begin(_ request: FastRequest, in bytes: ByteBuffer) {
        lastProgress = loop.eventLoop.now
        let slot = answers.open(request.form)
        if request.connection == .close { input = .ignored }
        let agent = bytes.readableBytesView.dropFirst(request.userAgent.lowerBound)
            .prefix(request.userAgent.count)
        let redirect = RedirectRequest(
            method: request.method, token: request.token, visitor: request.visitor,
            navigation: request.navigation, purpose: request.purpose, userAgent: Array(agent),
            network: network)
        loop.redirect(redirect, Ticket(connection: self, slot: slot))
    }

    /// Whether bytes of a peer that sends nothing more are still to be judged, which NIO's parser
    /// does.
    var leavesBytesUnread: Bool { lane == .fast && held != nil && isListening }

    /// Puts NIO's parser before this handler, for good, and gives it every byte that is held.
    func leaveFastLane() {
        guard lane == .fast, let context else { return }
        lane = .full
        let bytes = held.take()
        let parser = ByteToMessageHandler(loop.options.requestDecoder())
        do {
            try context.pipeline.syncOperations.addHandler(parser, position: .before(self))
            try context.pipeline.syncOperations.addHandler(
                FullLaneInlet(self), position: .before(self))
        } catch {
            // The pipeline is being taken down, and the connection with it.
            return context.close(promise: nil)
        }
        if let bytes { context.pipeline.fireChannelRead(bytes) }
    }
}
