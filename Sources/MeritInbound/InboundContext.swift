package import Hummingbird
import NIOCore

/// What goes with one request to the inbound listener.
package struct InboundContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection, so that one whose body is too long can be ended.
    let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
