import MeritCore
import MeritIdentity
import MeritJSON
import SeededRandom
import Testing

@Suite("Key file")
struct KeyFileTests {
    /// Format 1, as released: it must stay readable.
    let golden = """
        {
          "format": 1,
          "signing_keys": [
            {"slot": 0, "state": "retired", "origin": "first", "retirement": 1,
             "key": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},
            {"slot": 1, "state": "active", "origin": "rotated",
             "key": "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0"},
            {"slot": 15, "state": "verifying", "origin": "imported",
             "key": "0be332c563ee6e841a205629f0be0bfc9b1131180efe7fc878e8fd597f7fd2d6"}
          ],
          "click_key": "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f",
          "pseudonym_key": "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
          "vault_key": "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf",
          "shops": [
            {"shop": "mall",
             "webhook_secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
             "identity_secrets": ["misec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="]}
          ]
        }
        """

    private func parse(_ text: String) throws -> KeyFile { try KeyFile(parsing: Array(text.utf8)) }

    private func pointers(_ text: String) -> [String] {
        do {
            _ = try KeyFile(parsing: Array(text.utf8))
            return []
        } catch {
            return error.faults.map(\.pointer)
        }
    }

    @Test("a released file reads as what it says, and back")
    func released() throws {
        let file = try parse(golden)
        #expect(file.signingKeys.map(\.slot.value) == [0, 1, 15])
        #expect(file.signingKeys.map(\.state) == [.retired, .active, .verifying])
        #expect(file.signingKeys.map(\.origin) == [.first, .rotated, .imported])
        #expect(file.signingKeys.map(\.retirement) == [1, 0, 0])
        #expect(file.signingKeys[0].bytes == Array(0..<32))
        #expect(file.clickKey == Array(0x40..<0x60))
        #expect(file.pseudonymKey == Array(0x80..<0xa0))
        #expect(file.vaultKey == Array(0xc0..<0xe0))
        let mall = try #require(ShopName("mall"))
        #expect(file.webhookSecrets[mall]?.map(\.bytes.count) == [24])
        #expect(file.identitySecrets[mall]?.map(\.bytes) == [Array(1...32)])
        #expect(try KeyFile(parsing: file.json) == file)
    }

    @Test("a new directory's keys are all different and read back")
    func generated() throws {
        var random = SplitMix(seed: 11)
        let file = KeyFile(using: &random)
        let key = try #require(file.signingKeys.first)
        #expect(file.signingKeys.count == 1)
        #expect(key.slot.value == 0)
        #expect(key.state == .active)
        #expect(key.origin == .first)
        let keys = [key.bytes, file.clickKey, file.pseudonymKey, file.vaultKey]
        #expect(Set(keys).count == 4)
        #expect(keys.allSatisfy { $0.count == 32 })
        #expect(file.shops.isEmpty)
        #expect(try KeyFile(parsing: file.json) == file)
        #expect(KeyFile(using: &random) != file)
    }

    @Test("unknown members are refused at every level, with their place")
    func unknownMembers() {
        #expect(pointers(golden.replacing("\"format\"", with: "\"x\": 1, \"format\"")) == ["/x"])
        #expect(
            pointers(golden.replacing("{\"slot\": 1,", with: "{\"slot\": 1, \"y\": 2,"))
                == ["/signing_keys/1/y"])
        #expect(
            pointers(golden.replacing("{\"shop\"", with: "{\"z\": 2, \"shop\""))
                == ["/shops/0/z"])
    }

    @Test("another format, and a key or a secret of another length, are refused with their place")
    func faults() {
        #expect(pointers(golden.replacing("\"format\": 1", with: "\"format\": 2")) == ["/format"])
        #expect(pointers(golden.replacing("\"c0c1", with: "\"c1")) == ["/vault_key"])
        #expect(pointers(golden.replacing("\"fffe", with: "\"xxfe")) == ["/signing_keys/1/key"])
        #expect(pointers(golden.replacing("\"slot\": 15", with: "\"slot\": 16")).count == 1)
        #expect(
            pointers(golden.replacing("whsec_MfKQ", with: "whsec_"))
                == ["/shops/0/webhook_secrets/0"])
        #expect(
            pointers(golden.replacing("\"retirement\": 1,", with: ""))
                == ["/signing_keys/0/retirement"])
        #expect(
            pointers(golden.replacing("\"verifying\"", with: "\"asleep\""))
                == ["/signing_keys/2/state"])
        for member in [
            "format", "signing_keys", "click_key", "pseudonym_key", "vault_key", "shops",
        ] {
            let renamed = golden.replacing("\"\(member)\":", with: "\"renamed\":")
            #expect(Set(pointers(renamed)) == ["/\(member)", "/renamed"])
        }
        #expect(!pointers("").isEmpty)
        #expect(!pointers("[]").isEmpty)
    }

    @Test("a fault shows no key material")
    func silentFaults() {
        do {
            _ = try parse(golden.replacing("\"c0c1", with: "\"c1"))
            Issue.record("a key of 31 bytes was read")
        } catch {
            #expect(!"\(error)".contains("c2c3"))
        }
    }

    @Test("no two shops share a webhook secret, and a shop stands there once")
    func sharedSecret() throws {
        let file = try parse(golden)
        let mall = try #require(ShopName("mall"))
        let outlet = try #require(ShopName("outlet"))
        let secrets = try #require(file.shops[mall])
        #expect(throws: KeyFile.Refusal.secretInUse) { try file.with(secrets, for: outlet) }
        #expect(try file.with(secrets, for: mall) == file)
        var random = SplitMix(seed: 2)
        let others = ShopSecrets(
            webhook: [WebhookSecret(using: &random)], identity: [IdentitySecret(using: &random)])
        let both = try file.with(others, for: outlet)
        #expect(try KeyFile(parsing: both.json) == both)
        let twice = String(decoding: both.json, as: UTF8.self)
            .replacing("\"outlet\"", with: "\"mall\"")
        #expect(pointers(twice) == ["/shops"])
        let copied = twice.replacing(others.webhook[0].text, with: secrets.webhook[0].text)
            .replacing("\"mall\"", with: "\"outlet\"", maxReplacements: 1)
        #expect(pointers(copied) == ["/shops"])
    }

    @Test("a description shows no key material")
    func description() throws {
        let file = try parse(golden)
        #expect("\(file)" == "3 signing keys, click, pseudonym and vault key, 1 shops")
    }
}
