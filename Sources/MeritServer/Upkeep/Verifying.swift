import MeritCore
import MeritIntake
import MeritJSON
import MeritJournal
import MeritStore
import MeritWorker
import SystemPackage

/// `merit verify` over an open engine: every check of `Verification`, as JSON.
struct Verifying: Sendable {
    let engine: Engine

    /// `depth`: whether every decision is judged again too. `head`: an old head as `GET /v1/head`
    /// printed it, to be found on both chains.
    func run(
        _ head: JSONValue?, _ depth: Verification.Depth
    ) async -> Result<JSONValue, Problem> {
        do {
            let old = try head.map { try Self.head($0) }
            return .success(Self.json(try await engine.worker.verified(engine, old, depth)))
        } catch let failure as Problem {
            return .failure(failure)
        } catch let failure as Rebuild.Failure {
            return .failure(Problem(.verifyFailed, detail: failure.explanation))
        } catch {
            return .failure(Problem(.verifyFailed, detail: "\(error)"))
        }
    }

    private static func head(_ value: JSONValue) throws(Problem) -> Head {
        let form = JSONForm<Head>.object { members, reader in
            let sequence = reader.required(members["sequence"], .exactCount)
            let chain = reader.required(
                members["chain"],
                .parsed("64 hexadecimal digits", code: .badFormat) {
                    Digest(hex: $0)
                })
            let ledger = reader.required(
                members["ledger"],
                .object { members, reader -> (UInt64, Digest)? in
                    let number = reader.required(members["number"], .exactCount)
                    let hash = reader.required(
                        members["hash"],
                        .parsed("64 hexadecimal digits", code: .badFormat) {
                            Digest(hex: $0)
                        })
                    guard let number, let hash else { return nil }
                    return (UInt64(number), hash)
                })
            guard let sequence, let chain, let ledger else { return nil }
            return Head(
                sequence: Sequence(UInt64(sequence)), chain: chain, entry: ledger.0,
                entryHash: ledger.1)
        }
        do throws(JSONFaults) {
            return try JSONReader.read(value, as: form)
        } catch {
            let faults = error.faults.map { "\($0.pointer): \($0.message)" }
            throw Problem(
                .headInvalid,
                detail: "the head is not what `merit head --json` prints: "
                    + faults.joined(separator: "; "))
        }
    }

    private static func json(_ report: VerificationReport) -> JSONValue {
        let differences = report.differences.map { difference in
            JSONValue.object([
                "code": .string(difference.code), "message": .string(difference.message),
            ])
        }
        let redecision = report.redecision.map { redecision in
            JSONValue.object([
                "judged": .integer(Int64(redecision.judged)),
                "erased": .integer(Int64(redecision.erased)),
                "different": .integer(Int64(redecision.different)),
            ])
        }
        return .object([
            "redecision": redecision ?? .null, "differences": .array(differences),
            "facts": .integer(Int64(report.facts)),
            "orders": .integer(Int64(report.orders)), "entries": .integer(Int64(report.entries)),
            "head": report.head.map(json) ?? .null,
        ])
    }

    static func json(_ head: Head) -> JSONValue {
        .object([
            "sequence": .integer(Int64(head.sequence.value)), "chain": .string(head.chain.hex),
            "ledger": .object([
                "number": .integer(Int64(head.entry)), "hash": .string(head.entryHash.hex),
            ]),
        ])
    }
}

extension Worker {
    /// Verifies on the worker's own thread, so that nothing is applied meanwhile.
    func verified(
        _ engine: Engine, _ old: Head?, _ depth: Verification.Depth
    ) throws -> VerificationReport {
        let disk = try RealDisk(directory: engine.paths.journal.string, creating: .mustExist)
        let folder = engine.paths.directory.appending("verify.scratch")
        try ScratchFolder.remove(folder)
        defer { try? ScratchFolder.remove(folder) }
        let scratch = try Store.create(folder: folder.string)
        defer { scratch.close() }
        var verification = Verification(
            store: engine.store, disk: disk, sealed: SealedFolder(engine.paths.sealed.string),
            oldHead: old, depth: depth)
        return try verification.run(scratch: scratch)
    }
}
