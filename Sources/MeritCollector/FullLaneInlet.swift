import NIOCore
import NIOHTTP1

/// Hands what NIO's parser read to its connection. Its identity is its place in the pipeline.
final class FullLaneInlet: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let connection: ConnectionHandler

    init(_ connection: ConnectionHandler) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.take(unwrapInboundIn(data))
    }
}
