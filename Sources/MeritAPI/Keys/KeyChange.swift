import Hummingbird
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON
import MeritToken

/// A change of the key ring on its way: `keys.json` first, then the facts that tell of it.
enum KeyChange {
    /// Changes the ring; answers with the slots that changed when redirects go by them.
    static func run(
        _ call: APICall, _ change: (KeyRing) throws(KeyRing.Refusal) -> KeyRing
    ) async throws(Problem) -> Response {
        let changed = try replace(call, change)
        var last: Sequence?
        for key in changed {
            let fact = KeyChanged(slot: key.slot, state: key.state, actor: call.actor)
            last = try await call.run(fact).sequence
        }
        if let last { await call.waitForTable(last) }
        return Answer.object { writer in
            writer.array("changed", changed) { writer, key in
                writer.object { writer in
                    writer.member("slot", key.slot.value)
                    writer.member("state", key.state.name)
                }
            }
        }
    }

    private static func replace(
        _ call: APICall, _ change: (KeyRing) throws(KeyRing.Refusal) -> KeyRing
    ) throws(Problem) -> [SigningKey] {
        var changed: [SigningKey] = []
        do throws(KeyHolder.ChangeFault<KeyRing.Refusal>) {
            try call.intake.keys.update { file throws(KeyRing.Refusal) in
                guard let ring = try? KeyRing(file.signingKeys) else {
                    preconditionFailure("the keys in use make a ring")
                }
                let after = try change(ring)
                changed = after.keys.filter { ring[$0.slot] != $0 }
                return file.with(signingKeys: after.keys)
            }
        } catch {
            throw problem(error, call)
        }
        return changed
    }

    private static func problem(
        _ fault: KeyHolder.ChangeFault<KeyRing.Refusal>, _ call: APICall
    ) -> Problem {
        guard case .refused(.mustConfirm(let slot)) = fault else {
            return call.problem(fault) { ErrorCode($0) }
        }
        return Problem(
            .mustConfirm, detail: "The key in slot \(slot.value) would be replaced: give it.")
    }

    static func slot(_ text: String) -> KeySlot? { UInt8(text).flatMap { KeySlot($0) } }
}
