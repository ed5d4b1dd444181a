package import MeritCore

/// Input that was signed or imported and can't be processed, on its way to be kept.
package struct BadInput: Sendable {
    package let source: BadRecord.Source
    package let shop: ShopName?
    package let event: EventID?
    package let code: ErrorCode
    /// As it came; may hold identifiers.
    package let body: [UInt8]

    package init(
        source: BadRecord.Source, shop: ShopName?, event: EventID?, code: ErrorCode,
        body: [UInt8]
    ) {
        self.source = source
        self.shop = shop
        self.event = event
        self.code = code
        self.body = body
    }
}
