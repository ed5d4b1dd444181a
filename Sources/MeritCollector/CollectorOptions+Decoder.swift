import NIOCore
import NIOHTTP1

extension CollectorOptions {
    /// The full lane's parser, with these limits.
    func requestDecoder() -> HTTPRequestDecoder {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = headerBytesMax
        limits.maxHeaderListSize = headersBytesMax
        limits.maxHeaderFieldCount = headerCountMax
        return HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop,
            limitConfiguration: limits)
    }
}
