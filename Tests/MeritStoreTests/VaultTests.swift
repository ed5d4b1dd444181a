import Foundation
import MeritCore
import MeritCrypto
import Testing

@testable import MeritStore

struct VaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static func key(_ byte: UInt8 = 7) throws -> SealingKey {
        try #require(SealingKey([UInt8](repeating: byte, count: 32)))
    }

    private func vault(_ byte: UInt8 = 7) throws -> Vault {
        try Vault.open(path: folder.vault, key: Self.key(byte), access: .readWrite)
    }

    private let body = Array(#"{"type":"order.paid","buyer":{"phone":"13800000000"}}"#.utf8)
    private let nonce = [UInt8](0..<12)

    @Test func `a body comes back as it was, and is not readable in the file`() throws {
        let kept = try vault()
        let id = try kept.keep(body: body, at: Shop.noon, nonce: nonce)
        kept.close()
        let again = try vault()
        #expect(try again.body(id) == body)
        again.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
            #expect(bytes.range(of: Data("13800000000".utf8)) == nil, "\(name)")
        }
    }

    @Test func `the file is for its owner alone`() throws {
        let kept = try vault()
        _ = try kept.keep(body: body, at: Shop.noon, nonce: nonce)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.path + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func `a body opens with its own key and under its own id alone`() throws {
        let kept = try vault()
        let first = try kept.keep(body: body, at: Shop.noon, nonce: nonce)
        let second = try kept.keep(body: [1, 2, 3], at: Shop.noon, nonce: nonce.reversed())
        try kept.file.write { connection throws(StoreError) in
            try connection(
                Query(
                    "test",
                    "UPDATE bad_bodies SET sealed = (SELECT sealed FROM bad_bodies "
                        + "WHERE id = ?) WHERE id = ?")
            ).run(first, second)
        }
        #expect(throws: StoreError.self) { _ = try kept.body(second) }
        kept.close()
        let foreign = try vault(8)
        #expect(throws: StoreError.self) { _ = try foreign.body(first) }
    }

    @Test func `bodies go when their time is over, and ids are never used again`() throws {
        let kept = try vault()
        let old = try kept.keep(body: body, at: Shop.noon, nonce: nonce)
        let later = Shop.noon.advanced(by: Vault.bodiesKept)
        #expect(try kept.purge(before: later.advanced(by: .zero - Vault.bodiesKept)) == 0)
        #expect(try kept.body(old) != nil)
        #expect(try kept.purge(before: Shop.noon.advanced(by: Milliseconds(1))) == 1)
        #expect(try kept.body(old) == nil)
        #expect(try kept.keep(body: body, at: later, nonce: nonce) == old + 1)
    }

    @Test func `an API key is found by the hash of its secret and can be revoked once`() throws {
        let kept = try vault()
        let secret = SHA256.hash(Array("the secret".utf8))
        let row = APIKeyRow(
            id: "k1", secret: secret, name: "till", person: PersonNumber(3),
            scopes: ["links", "reports"], createdAt: Shop.noon, expiresAt: Shop.minutes(60),
            revokedAt: nil)
        try kept.add(apiKey: row)
        #expect(try kept.apiKey(secret: secret) == row)
        #expect(try kept.apiKey(secret: SHA256.hash([1])) == nil)
        #expect(throws: StoreError.self) { try kept.add(apiKey: row) }
        try kept.revoke(apiKey: "k1", at: Shop.minutes(1))
        try kept.revoke(apiKey: "k1", at: Shop.minutes(2))
        #expect(try kept.apiKeys().map(\.revokedAt) == [Shop.minutes(1)])
        kept.close()
        #expect(try vault().apiKeys().count == 1)
    }

    @Test func `a copy is a vault of its own and takes nobody's place`() throws {
        let kept = try vault()
        let id = try kept.keep(body: body, at: Shop.noon, nonce: nonce)
        let path = folder.path + "/copy.db"
        try kept.copy(to: path)
        #expect(throws: StoreError.self) { try kept.copy(to: path) }
        let next = try kept.keep(body: [1], at: Shop.noon, nonce: nonce)
        let copy = try Vault.open(path: path, key: Self.key(), access: .readWrite)
        #expect(try copy.body(id) == body)
        #expect(try copy.body(next) == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `reading where there is no vault makes none`() throws {
        #expect(throws: StoreError.noStore) {
            _ = try Vault.open(path: folder.vault, key: Self.key(), access: .readOnly)
        }
    }
}

extension Milliseconds {
    fileprivate static func - (left: Self, right: Self) -> Self {
        Milliseconds(left.value - right.value)
    }
}
