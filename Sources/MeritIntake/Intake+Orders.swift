package import MeritCore
package import MeritJSON
import MeritOrders
import MeritStore
import MeritToken

extension Intake {
    /// Where an order event came from, which also says where its id stands.
    package enum OrderOrigin: Sendable {
        case webhook(EventID, ShopName)
        case importLine(ShopName, ImportProvenance)
        /// A webhook's body that a person mended: no longer the shop's word alone.
        case mendedWebhook(EventID, ShopName, ImportProvenance)
    }

    /// What an order event's body is.
    package enum OrderReading: Sendable {
        case event(OrderEvent)
        case faulty(JSONFaults)
    }

    /// Reads an order event and finds out what its token and click id are worth. Waits, bounded,
    /// for a click that only the store can tell about.
    package func readOrder(
        _ body: ArraySlice<UInt8>, from origin: OrderOrigin
    ) async throws(IntakeRefusal) -> OrderReading {
        let keys = keys.view
        let document: JSONValue
        do throws(JSONFaults) {
            document = try JSONReader.parse(body, OrderEventParser.limits)
        } catch {
            return .faulty(error)
        }
        let texts = AttributionTexts(document)
        let token = texts.token.map { Self.evidence($0, keys.ring) }
        let click = try await click(texts, token, keys)
        let parser = OrderEventParser(
            hasher: keys.hasher,
            token: { text in token ?? Self.evidence(text, keys.ring) },
            click: { _, _ in click ?? .unknown })
        let event: OrderEvent
        do throws(JSONFaults) {
            event = try Self.parse(body, origin, parser)
        } catch {
            return .faulty(error)
        }
        if let fault = try currencyFault(event) { return .faulty(JSONFaults([fault])) }
        return .event(event)
    }

    private static func parse(
        _ body: ArraySlice<UInt8>, _ origin: OrderOrigin, _ parser: OrderEventParser
    ) throws(JSONFaults) -> OrderEvent {
        switch origin {
        case .webhook(let event, let shop):
            try parser.webhook(body, event: event, shop: shop)
        case .mendedWebhook(let event, let shop, let provenance):
            try parser.webhook(body, event: event, shop: shop).with(provenance: provenance)
        case .importLine(let shop, let provenance):
            try parser.importLine(body, shop: shop, provenance: provenance)
        }
    }

    private static func evidence(_ text: String, _ ring: KeyRing) -> TokenEvidence {
        switch ring.verify(text) {
        case .verified(let claim): .verified(claim, rejection: nil)
        case .rejected(.retiredKey, let claim?): .verified(claim, rejection: .retiredKey)
        case .rejected(let rejection, _): .rejected(rejection)
        }
    }

    private func click(
        _ texts: AttributionTexts, _ token: TokenEvidence?, _ keys: KeyView
    ) async throws(IntakeRefusal) -> ClickEvidence? {
        guard let text = texts.clickID else { return nil }
        let named: ClickLookup.NamedToken =
            switch token {
            case nil: .none
            case .rejected?: .rejected
            case .verified(let claim, _)?: .verified(claim)
            }
        let lookup = ClickLookup(journal: journal, store: store, clock: clock)
        do throws(ClickLookup.Fault) {
            return try await lookup.evidence(text, token: named, key: keys.clickKey)
        } catch {
            switch error {
            case .notApplied: throw .clickNotApplied
            case .store(let fault): throw .store(fault)
            }
        }
    }

    /// An order's currency never changes. Two first events in different currencies at once pass
    /// here; where they are applied, the second becomes a bad record.
    private func currencyFault(_ event: OrderEvent) throws(IntakeRefusal) -> JSONFault? {
        do throws(StoreError) {
            guard let known = try store.orderState(of: event.order),
                known.currency != event.currency
            else { return nil }
            return JSONFault(
                pointer: "/currency", code: .currencyChanged,
                message: "The order is recorded in \(known.currency); give that.")
        } catch {
            throw .store(error)
        }
    }
}

extension JSONFault.Code {
    /// Another currency than the order's recorded events have.
    package static let currencyChanged: Self = "currency_changed"
}
