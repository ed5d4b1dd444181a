import HTTPTypes
import Hummingbird
import Logging
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritOrders

/// `POST /v1/order-events`: one order event, signed after Standard Webhooks 1.0.0.
///
/// 202 means durable. An id is used up by acceptance only: the same content again is 200, another
/// content is 409, a mended body may come under the id of a refused one.
struct OrderEventsEndpoint: Sendable {
    let intake: Intake
    let metrics: InboundMetrics

    static let route = RouteName("POST", "/v1/order-events")
    /// 256 KiB; a longer body is refused before more is read.
    static let bodyBytesMax = 256 * 1_024

    func add(to router: Router<InboundContext>) {
        router.post("/v1/order-events") { request, context in
            do throws(Problem) {
                return try await respond(to: request, context.logger)
            } catch {
                metrics.countRefused(error.code)
                let response = error.response
                return error.code == .bodyTooLarge ? response.closing(context.channel) : response
            }
        }
    }

    private func respond(
        to request: Request, _ logger: Logger
    ) async throws(Problem) -> Response {
        guard intake.readiness == .ready else { throw Problem(.notReady) }
        let body = try await request.body(atMost: Self.bodyBytesMax)
        let sender = try authenticate(request.headers, body)
        let answer = try await take(body, from: sender)
        switch answer {
        case .accepted: metrics.countAccepted()
        case .duplicate: metrics.countRepeated()
        }
        // Neither the event's id nor the order's: a shop may put a customer's number into either.
        logger.info(
            "order event", metadata: ["shop": "\(sender.shop)", "outcome": "\(answer.word)"])
        return answer.response
    }

    /// The shop that signed the body and is named in it.
    private func authenticate(
        _ fields: HTTPFields, _ body: [UInt8]
    ) throws(Problem) -> SignedWebhook {
        let headers = WebhookHeaders(fields)
        let now = intake.clock.now()
        switch intake.keys.view.webhooks.verify(headers, body: body, now: now) {
        case .failure(let refusal): throw Problem(ErrorCode(refusal))
        case .success(let sender):
            // A body that speaks for another shop has no valid signature of that shop.
            if let named = Self.shopName(in: body), named != sender.shop.value {
                throw Problem(.webhookSignatureBad)
            }
            return sender
        }
    }

    private static func shopName(in body: [UInt8]) -> String? {
        let document = try? JSONValue(parsing: body[...], limits: OrderEventParser.limits)
        guard case .object(let members)? = document, case .string(let name)? = members["shop"]
        else { return nil }
        return name
    }

    private enum Answer {
        case accepted
        case duplicate

        var word: String {
            switch self {
            case .accepted: "accepted"
            case .duplicate: "repeated"
            }
        }

        var response: Response {
            switch self {
            case .accepted: .json(.accepted, Array(#"{"accepted":true}"#.utf8))
            case .duplicate: .json(.ok, Array(#"{"accepted":false,"duplicate":true}"#.utf8))
            }
        }
    }

    private func take(
        _ body: [UInt8], from sender: SignedWebhook
    ) async throws(Problem) -> Answer {
        let reading: Intake.OrderReading
        do throws(IntakeRefusal) {
            reading = try await intake.readOrder(
                body[...], from: .webhook(sender.event, sender.shop))
        } catch {
            throw error.problem
        }
        switch reading {
        case .event(let event): return try await record(event, body, sender)
        case .faulty(let faults): throw try await refusal(faults, body, sender)
        }
    }

    private func record(
        _ event: OrderEvent, _ body: [UInt8], _ sender: SignedWebhook
    ) async throws(Problem) -> Answer {
        switch await intake.record([IntakeItem(event, weight: body.count)]).first {
        case .accepted?: return .accepted
        case .duplicate?: return .duplicate
        case .conflict?:
            try await keep(body, sender, .webhookIDConflict)
            throw Problem(.webhookIDConflict)
        case .refused(let refusal)?: throw refusal.problem
        case nil: throw Problem(.internalError)
        }
    }

    /// Under a used id a faulty body is another content, like any other.
    private func refusal(
        _ faults: JSONFaults, _ body: [UInt8], _ sender: SignedWebhook
    ) async throws(Problem) -> Problem {
        let use: Intake.Use
        do throws(IntakeRefusal) {
            use = try await intake.use(of: sender.event, in: sender.shop)
        } catch {
            throw error.problem
        }
        switch use {
        case .used:
            try await keep(body, sender, .webhookIDConflict)
            return Problem(.webhookIDConflict)
        case .free:
            try await keep(body, sender, .bodyInvalid)
            return .body(faults)
        }
    }

    /// Signed, so kept: nothing that a shop sent is lost.
    private func keep(
        _ body: [UInt8], _ sender: SignedWebhook, _ code: ErrorCode
    ) async throws(Problem) {
        do throws(IntakeRefusal) {
            try await intake.keep(
                BadInput(
                    source: .orderWebhook, shop: sender.shop, event: sender.event, code: code,
                    body: body))
        } catch {
            throw error.problem
        }
    }
}
