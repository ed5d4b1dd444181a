package import MeritCore

/// Where bindings are looked up. Two aliases are bound where they stand together in one fact: a
/// touch whatever its verdict, or an order's buyer as its events fold (with the click whose id
/// verified); a value that was corrected binds no longer.
package protocol BindingLookup {
    associatedtype Failure: Error

    /// The aliases of `kind` that are bound to `alias`, each once, rising, `alias` itself left
    /// out; the first `limit` of them.
    func aliases(
        _ kind: AliasKind, boundTo alias: Alias, limit: Int
    ) throws(Failure) -> [Alias]
}
