package import Hummingbird
import NIOCore

/// What goes with one request to the API or the control socket.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection, so that one whose body is too long can be ended.
    let channel: any Channel
    /// Who asks; set once the request is authenticated.
    var caller: Caller?
    /// Whether the request may do everything.
    package var isAdministrator: Bool { caller?.has(.admin) ?? false }

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
