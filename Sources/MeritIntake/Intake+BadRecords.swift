package import MeritCore
import MeritCrypto
import MeritJournal
import MeritStore

extension Intake {
    /// Keeps bad input: its body sealed in the vault, then the fact that refers to it. The same
    /// body under the same shop and id is kept once. Returns when it is durable.
    package func keep(_ input: BadInput) async throws(IntakeRefusal) {
        let digest = SHA256.hash(input.body)
        let key = IntakeIndex.Key.badRecord(input.shop, input.event, body: digest)
        while true {
            switch claim(key) {
            case .recorded: return
            case .full: throw .backlog
            case .busy:
                if await wait(for: key) == .tooMany { throw .backlog }
            case .yours: return try await keep(input, digest, claimedAs: key)
            }
        }
    }

    private func keep(
        _ input: BadInput, _ digest: Digest, claimedAs key: IntakeIndex.Key
    ) async throws(IntakeRefusal) {
        var settlement = IntakeIndex.Settlement.released
        defer { settle(key, settlement) }
        let vaultID: UInt64
        do throws(StoreError) {
            let known = try store.badRecord(
                shop: input.shop, event: input.event, body: digest)
            if known != nil { return }
            vaultID = try vault.keep(
                body: input.body, at: clock.now(), nonce: random(Self.nonceBytes))
        } catch {
            throw .store(error)
        }
        let fact = BadRecord(
            vaultID: vaultID, source: input.source, shop: input.shop, event: input.event,
            code: input.code.code, body: digest)
        do throws(JournalRefusal) {
            settlement = .recorded(digest, try await recorder.record(fact, class: .inbound))
        } catch {
            throw .journal(error)
        }
    }

    /// AES-256-GCM takes a nonce of 96 bits (NIST SP 800-38D).
    private static let nonceBytes = 12

    /// Whether something was recorded under an id.
    package enum Use: Sendable {
        case used
        case free
    }

    /// Whether an order event is recorded under this id. One that is just being recorded is waited
    /// for.
    package func use(of event: EventID, in shop: ShopName) async throws(IntakeRefusal) -> Use {
        let key = IntakeIndex.Key.orderEvent(shop, event)
        while true {
            switch claim(key) {
            case .recorded: return .used
            case .full: throw .backlog
            case .busy:
                if await wait(for: key) == .tooMany { throw .backlog }
            case .yours:
                defer { settle(key, .released) }
                do throws(StoreError) {
                    let digest = try store.orderEventDigest(shop: shop, event: event)
                    return digest == nil ? .free : .used
                } catch {
                    throw .store(error)
                }
            }
        }
    }
}
