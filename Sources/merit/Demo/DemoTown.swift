import AsyncHTTPClient
import MeritCore
import MeritIdentity
import MeritJSON
import MeritServer
import NIOCore
import NIOHTTP1

/// What customers and the mall do live: real clicks on the collector, real views posted to it, real
/// signed webhooks to inbound.
struct DemoTown {
    let addresses: ServerAddresses
    let live: DemoLive
    let tokens: [DemoToken: String]
    let secrets: DemoFilling.Secrets

    /// A click together with who made it.
    private struct Made {
        let customer: DemoCustomer
        let click: DemoLive.Click
    }

    private static let viewsAtOnce = 20
    private static let attemptsMax = 50

    func run() async throws {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let clicks = try await click(client)
            try await view(clicks, client)
            try await order(clicks, client)
            try await client.shutdown()
        } catch {
            // What failed is the one to tell.
            try? await client.shutdown()
            throw error
        }
    }

    // MARK: Clicks

    private func click(_ client: HTTPClient) async throws -> [Made] {
        var progress = ProgressLine("clicking on \(addresses.collector)")
        var cookies: [String: String] = [:]
        var made: [Made] = []
        for (place, visit) in live.visits.enumerated() {
            let token = tokens[visit.token] ?? ""
            let response = try await client.execute(
                request(visit, token, cookie: cookies[visit.customer.unionID]),
                timeout: .seconds(30))
            guard response.status == .found,
                let location = response.headers.first(name: "location")
            else { throw CommandFailure("a click was answered \(response.status)") }
            let visitor = Self.visitor(response.headers) ?? cookies[visit.customer.unionID]
            cookies[visit.customer.unionID] = visitor
            if let visitor, let clickID = Self.clickID(location), visit.manner == .followed {
                made.append(
                    Made(
                        customer: visit.customer,
                        click: .init(token: token, clickID: clickID, visitor: visitor)))
            }
            progress.advance(to: place + 1, of: live.visits.count)
        }
        try await forge(client)
        progress.finish("\(live.visits.count) recorded, one forged token sent to the fallback page")
        return made
    }

    private func request(
        _ visit: DemoLive.Visit, _ token: String, cookie: String?
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "http://\(addresses.collector)/r/\(token)")
        request.headers.add(name: "user-agent", value: visit.userAgent)
        if let cookie { request.headers.add(name: "cookie", value: "mv=\(cookie)") }
        switch visit.manner {
        case .followed:
            request.headers.add(name: "sec-fetch-mode", value: "navigate")
            request.headers.add(name: "sec-fetch-dest", value: "document")
        case .prefetched: request.headers.add(name: "sec-purpose", value: "prefetch")
        case .head: request.method = .HEAD
        }
        return request
    }

    /// Somebody changes one character to be credited with another's customers.
    private func forge(_ client: HTTPClient) async throws {
        guard let token = live.visits.first.flatMap({ tokens[$0.token] }) else { return }
        let last = token.last == "0" ? "1" : "0"
        let forged = HTTPClientRequest(
            url: "http://\(addresses.collector)/r/\(token.dropLast())\(last)")
        let response = try await client.execute(forged, timeout: .seconds(30))
        let location = response.headers.first(name: "location") ?? ""
        guard response.status == .found, !location.contains("mt=") else {
            throw CommandFailure("a forged token was accepted: \(response.status) \(location)")
        }
    }

    /// The `mv` cookie that the answer sets.
    private static func visitor(_ headers: HTTPHeaders) -> String? {
        headers["set-cookie"].compactMap { cookie in
            cookie.hasPrefix("mv=") ? String(cookie.dropFirst(3).prefix { $0 != ";" }) : nil
        }.first
    }

    /// `mc` in the destination, whichever way the link carries it.
    private static func clickID(_ location: String) -> String? {
        for mark in ["mc=", "mc%3D"] {
            guard let range = location.firstRange(of: mark) else { continue }
            let id = location[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
            if id.count == 20 { return String(id) }
        }
        return nil
    }

    // MARK: Views

    private func view(_ clicks: [Made], _ client: HTTPClient) async throws {
        var progress = ProgressLine("posting views")
        let numbers = Array(1...DemoLive.viewCount)
        for first in stride(from: 0, to: numbers.count, by: Self.viewsAtOnce) {
            let part = numbers[first..<min(first + Self.viewsAtOnce, numbers.count)]
            var request = HTTPClientRequest(url: "http://\(addresses.collector)/v1/views")
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: views(part, clicks)))
            let answer = try await answer(to: request, client)
            let recorded = (try? JSONValue(parsing: answer.body))?["recorded"]?.number
            guard answer.status == 202, recorded == Int64(part.count) else {
                let text = String(decoding: answer.body, as: UTF8.self)
                throw CommandFailure("views were answered \(answer.status): \(text)")
            }
            progress.advance(to: first + part.count, of: numbers.count)
        }
        progress.finish("\(numbers.count) recorded, half of them with a signed identity")
    }

    private func views(_ numbers: ArraySlice<Int>, _ clicks: [Made]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { body in
            body.array("touches", numbers) { writer, number in
                let made = clicks[number % clicks.count]
                writer.object { touch in
                    touch.member("event_id", "demo-view-\(number)")
                    touch.member("kind", "page_view")
                    touch.member("token", made.click.token)
                    touch.member("click_id", made.click.clickID)
                    touch.member("page", "/p/\(100 + number % 40)")
                    touch.member("dwell_ms", 1_000 + number * 37)
                    touch.member("visitor", made.click.visitor)
                    if number % 2 == 0 { touch.member("identity", identity(made)) }
                }
            }
        }
        return writer.take()
    }

    private func identity(_ made: Made) -> String {
        let now = SystemClock.now()
        return secrets.identity.sign(
            IdentityStatement(
                shop: ShopName(unchecked: DemoRetailer.shop), issuedAt: now,
                expires: now.advanced(by: .minutes(10)),
                ids: [.unionid: made.customer.unionID],
                touch: TouchBinding(
                    clickID: made.click.clickID, visitor: made.click.visitor)))
    }

    // MARK: Webhooks

    private func order(_ clicks: [Made], _ client: HTTPClient) async throws {
        var progress = ProgressLine("sending webhooks to \(addresses.inbound)")
        for number in 1...DemoLive.orderCount {
            let made = clicks[number * 3 % clicks.count]
            let body = live.paidBody(
                number, made.click, made.customer, at: SystemClock.now())
            try await expect(202, "paid-\(number)", body, client)
            // The mall did not hear our answer and sends it once more.
            if number == 1 { try await expect(200, "paid-\(number)", body, client) }
            if number <= DemoLive.refundCount {
                let refund = live.refundBody(number, at: SystemClock.now())
                try await expect(202, "refund-\(number)", refund, client)
            }
            progress.advance(to: number, of: DemoLive.orderCount)
        }
        let faulty = live.faultyBody(at: SystemClock.now())
        try await expect(422, "faulty", faulty, client)
        progress.finish(
            "\(DemoLive.orderCount) orders, \(DemoLive.refundCount) refunds, a repeat that did "
                + "nothing, one bad one kept aside")
    }

    /// Sends a signed webhook; a service that is busy is asked again, signed anew.
    private func expect(
        _ status: Int, _ id: String, _ body: [UInt8], _ client: HTTPClient
    ) async throws {
        var last = Answer(status: 0, body: [])
        for _ in 1...Self.attemptsMax {
            last = try await answer(to: webhook(id, body), client)
            guard last.status == 503 else { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        guard last.status == status else {
            let text = String(decoding: last.body, as: UTF8.self)
            throw CommandFailure("webhook \(id) was answered \(last.status): \(text)")
        }
    }

    private func webhook(_ id: String, _ body: [UInt8]) -> HTTPClientRequest {
        let now = SystemClock.now()
        let event = EventID(unchecked: "demo-\(id)")
        var request = HTTPClientRequest(url: "http://\(addresses.inbound)/v1/order-events")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "webhook-id", value: event.value)
        request.headers.add(
            name: "webhook-timestamp", value: String(now.milliseconds / 1_000))
        request.headers.add(
            name: "webhook-signature",
            value: secrets.webhook.sign(id: event, at: now, body: body))
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }

    private struct Answer {
        let status: Int
        let body: [UInt8]
    }

    private func answer(
        to request: HTTPClientRequest, _ client: HTTPClient
    ) async throws -> Answer {
        let response = try await client.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(status: Int(response.status.code), body: Array(body.readableBytesView))
    }
}
