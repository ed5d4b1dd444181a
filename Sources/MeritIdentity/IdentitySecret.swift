/// What a shop signs its customers' identities with (`misec_…`).
package struct IdentitySecret: SharedSecret {
    package static let prefix = "misec_"
    package let bytes: [UInt8]

    package init(checked bytes: [UInt8]) { self.bytes = bytes }
}
