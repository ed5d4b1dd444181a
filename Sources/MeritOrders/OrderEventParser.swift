package import MeritCore
package import MeritIdentity
package import MeritJSON

/// Turns what a shop sends, or a file holds, into an order event, or tells everything that is wrong
/// with it at once.
///
/// Pure: the keys behind aliases, tokens and click ids are handed in.
package struct OrderEventParser: Sendable {
    /// What the door finds of a token's text.
    package typealias TokenCheck = @Sendable (_ text: String) -> TokenEvidence
    /// What the door finds of a click id's text; `token` is the claim of the same event's token
    /// where that verifies.
    package typealias ClickCheck = @Sendable (_ text: String, _ token: TokenClaim?) -> ClickEvidence

    /// A line has at most 6 members that are read, an event about 20.
    package static let limits = JSONLimits(
        bytesMax: 256 * 1_024, depthMax: 16, membersMax: 40_000, stringBytesMax: 16 * 1_024)
    /// Lines of an order, and lines of a refund.
    package static let linesMax = OrderEvent.linesMax
    /// Bytes of a line's `sku`.
    package static let skuBytesMax = 256

    let hasher: AliasHasher
    let token: TokenCheck
    let click: ClickCheck

    package init(
        hasher: AliasHasher, token: @escaping TokenCheck, click: @escaping ClickCheck
    ) {
        self.hasher = hasher
        self.token = token
        self.click = click
    }

    /// The event in a webhook's body. `event` is its `webhook-id`, `shop` the one whose secret
    /// signed it, which the body must name.
    package func webhook(
        _ body: ArraySlice<UInt8>, event: EventID, shop: ShopName
    ) throws(JSONFaults) -> OrderEvent {
        try parse(body, from: .webhook(event), shop: shop)
    }

    /// The event in a line of an import for `shop`: a body as in a webhook, with `event_id`.
    package func importLine(
        _ line: ArraySlice<UInt8>, shop: ShopName, provenance: ImportProvenance
    ) throws(JSONFaults) -> OrderEvent {
        try parse(line, from: .importLine(provenance), shop: shop)
    }

    private func parse(
        _ bytes: ArraySlice<UInt8>, from origin: OrderEventReading.Origin, shop: ShopName
    ) throws(JSONFaults) -> OrderEvent {
        let document = JSONNode(try JSONReader.parse(bytes, Self.limits))
        var reader = JSONReader()
        guard let members = reader.object(document) else { return try reader.finish(nil) }
        var reading = OrderEventReading(
            parser: self, origin: origin, shop: shop, members: members, reader: reader)
        let event = reading.event()
        return try reading.reader.finish(event)
    }
}
