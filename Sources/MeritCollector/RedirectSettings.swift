package import MeritCore
package import MeritIdentity
package import MeritToken

/// What configuration says about links and about who may send views.
package struct RedirectSettings: Sendable {
    /// Hosts that links may lead to; links to any other are off.
    package var destinationHosts: DestinationHosts
    /// Where a bad token leads; nil: a small page with status 404.
    package var fallback: Destination?
    /// What customers open before `/r/TOKEN`, without a slash at its end; QR codes hold it.
    package var publicURL: String
    /// Sites whose pages may send views. Closed when empty.
    package var origins: OriginList
    /// Mini-programs that may send views, by appid. Closed when empty.
    package var miniPrograms: Set<String>

    package init(
        destinationHosts: DestinationHosts = .none, fallback: Destination? = nil,
        publicURL: String = "", origins: OriginList = .none, miniPrograms: Set<String> = []
    ) {
        self.destinationHosts = destinationHosts
        self.fallback = fallback
        self.publicURL = publicURL
        self.origins = origins
        self.miniPrograms = miniPrograms
    }
}

/// The keys that the redirect and the views need.
package struct RedirectKeys: Sendable {
    package var ring: KeyRing
    package var click: ClickKey
    package var aliases: AliasHasher
    package var identities: IdentityVerifier

    package init(
        ring: KeyRing, click: ClickKey, aliases: AliasHasher, identities: IdentityVerifier
    ) {
        self.ring = ring
        self.click = click
        self.aliases = aliases
        self.identities = identities
    }
}
