import MeritCore
import MeritIdentity
import SeededRandom
import Testing

@Suite("Webhooks")
struct WebhookVerifierTests {
    /// The example of the Standard Webhooks reference implementations.
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    let timestamp = "1614265330"
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let now = Timestamp(milliseconds: 1_614_265_330_000)

    private func shop(_ name: String) throws -> ShopName { try #require(ShopName(name)) }

    private func verifier() throws -> WebhookVerifier {
        try WebhookVerifier(secrets: [shop("mall"): [#require(WebhookSecret(secret))]])
    }

    private func headers(
        id: String? = nil, timestamp: String? = nil, signature: String? = nil
    ) -> WebhookHeaders {
        WebhookHeaders(
            id: id ?? self.id, timestamp: timestamp ?? self.timestamp,
            signature: signature ?? self.signature)
    }

    private func refusal(
        _ headers: WebhookHeaders, body: [UInt8]? = nil, now: Timestamp? = nil
    ) throws -> WebhookRefusal? {
        let result = try verifier().verify(headers, body: body ?? self.body, now: now ?? self.now)
        guard case .failure(let refusal) = result else { return nil }
        return refusal
    }

    @Test("the published example verifies, and signing gives the published signature")
    func example() throws {
        let event = try #require(EventID(id))
        let result = try verifier().verify(headers(), body: body, now: now)
        let signed = try result.get()
        #expect(signed.shop.value == "mall")
        #expect(signed.event == event)
        let secret = try #require(WebhookSecret(secret))
        #expect(secret.sign(id: event, at: now, body: body) == signature)
    }

    @Test("a missing or empty header is named")
    func missing() throws {
        for empty in [nil, ""] as [String?] {
            #expect(
                try refusal(WebhookHeaders(id: empty, timestamp: timestamp, signature: signature))
                    == .missingID)
            #expect(
                try refusal(WebhookHeaders(id: id, timestamp: empty, signature: signature))
                    == .missingTimestamp)
            #expect(
                try refusal(WebhookHeaders(id: id, timestamp: timestamp, signature: empty))
                    == .missingSignature)
        }
    }

    @Test("an id or a timestamp of another form is refused")
    func malformed() throws {
        for id in ["a b", "é", String(repeating: "x", count: 129), "a\u{1}"] {
            #expect(try refusal(headers(id: id)) == .malformedID)
        }
        for timestamp in [
            "now", "+1614265330", "-1", "1614265330.5", "0x60", " 1614265330", "1614265330 ",
            "1234567890123", "１６１４２６５３３０",
        ] {
            #expect(try refusal(headers(timestamp: timestamp)) == .malformedTimestamp)
        }
    }

    @Test("300 s either way is tolerated, one millisecond more is not")
    func tolerance() throws {
        let tolerance = WebhookVerifier.tolerance
        #expect(try refusal(headers(), now: now.advanced(by: tolerance)) == nil)
        let late = now.advanced(by: Milliseconds(tolerance.value + 1))
        #expect(try refusal(headers(), now: late) == .late)
        let early = now.advanced(by: Milliseconds(-tolerance.value))
        #expect(try refusal(headers(), now: early) == nil)
        let tooEarly = now.advanced(by: Milliseconds(-tolerance.value - 1))
        #expect(try refusal(headers(), now: tooEarly) == .early)
    }

    @Test("the signature covers id, time and every byte of the body")
    func covered() throws {
        #expect(try refusal(headers(id: id + "x")) == .badSignature)
        #expect(try refusal(headers(timestamp: "1614265331")) == .badSignature)
        #expect(try refusal(headers(timestamp: "01614265330")) == .badSignature)
        for index in body.indices {
            var changed = body
            changed[index] ^= 1
            #expect(try refusal(headers(), body: changed) == .badSignature)
        }
        #expect(try refusal(headers(), body: body + [0x20]) == .badSignature)
        #expect(try refusal(headers(), body: []) == .badSignature)
    }

    @Test("no character of the signature can be changed or left out")
    func signatures() throws {
        let text = Array(signature)
        for index in text.indices {
            var changed = text
            changed[index] = changed[index] == "A" ? "B" : "A"
            #expect(try refusal(headers(signature: String(changed))) == .badSignature)
            changed.remove(at: index)
            #expect(try refusal(headers(signature: String(changed))) == .badSignature)
        }
        let hash = String(signature.dropFirst(3))
        for other in ["v2," + hash, "v1a," + hash, "V1," + hash, hash, "v1 " + hash, "v1,"] {
            #expect(try refusal(headers(signature: other)) == .badSignature)
        }
    }

    @Test("one right signature among others is enough, up to 32 of them")
    func severalSignatures() throws {
        let wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        #expect(try refusal(headers(signature: "\(wrong) v1a,xyz \(signature)")) == nil)
        #expect(try refusal(headers(signature: "\(wrong)  \(signature) ")) == nil)
        #expect(try refusal(headers(signature: "\(wrong) \(wrong)")) == .badSignature)
        let many = Array(repeating: wrong, count: 31).joined(separator: " ")
        #expect(try refusal(headers(signature: "\(many) \(signature)")) == nil)
        #expect(
            try refusal(headers(signature: "\(many) \(wrong) \(signature)")) == .tooManySignatures)
    }

    @Test("any of a shop's secrets will do, and the verifier says whose it was")
    func severalSecrets() throws {
        var random = SplitMix(seed: 3)
        let secrets = (0..<4).map { _ in WebhookSecret(using: &random) }
        let verifier = try WebhookVerifier(secrets: [
            shop("mall"): Array(secrets[0...1]), shop("outlet"): [secrets[2]],
        ])
        let event = try #require(EventID("e1"))
        for (secret, shop) in zip(secrets, ["mall", "mall", "outlet"]) {
            let signature = secret.sign(id: event, at: now, body: body)
            let headers = headers(id: "e1", signature: signature)
            let signed = try verifier.verify(headers, body: body, now: now).get()
            #expect(signed.shop.value == shop)
        }
        let stranger = headers(
            id: "e1", signature: secrets[3].sign(id: event, at: now, body: body))
        #expect(verifier.verify(stranger, body: body, now: now) == .failure(.badSignature))
        let nobody = WebhookVerifier(secrets: [:])
        #expect(nobody.verify(headers(), body: body, now: now) == .failure(.badSignature))
    }
}
