import Logging
import MeritCore
import MeritStore
import ServiceLifecycle

/// Forgets the bodies of bad records that are older than the vault keeps them: at start, then once
/// a day.
struct VaultUpkeep: Service {
    let vault: Vault
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                purge()
                try? await Task.sleep(for: .seconds(86_400))
            }
        }
    }

    private func purge() {
        let oldest = SystemClock.now().advanced(by: Milliseconds(-Vault.bodiesKept.value))
        do throws(StoreError) {
            let count = try vault.purge(before: oldest)
            if count > 0 {
                logger.info("bodies of bad records forgotten", metadata: ["count": "\(count)"])
            }
        } catch {
            logger.error("the vault was not purged", metadata: ["code": "\(error.code)"])
        }
    }
}
