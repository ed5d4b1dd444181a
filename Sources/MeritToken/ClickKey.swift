package import MeritCore
import MeritCrypto

/// The key of click ids. An id's tag covers the run that gave its sequence out and the token that
/// was clicked, so an id says nothing about any other click.
package struct ClickKey: Sendable {
    private let hmac: HMACKey

    package static let byteCount = 32

    /// Nil unless `bytes` are 32.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        hmac = HMACKey(bytes)
    }

    /// The id of the click that the journal of `node` records as `sequence`, given out in `run`, on
    /// the token that says `claim`. Traps for a sequence of 2⁴⁹ or more. No allocation.
    package func clickID(
        node: NodeNumber, sequence: Sequence, run: RunID, claim: TokenClaim
    ) -> ClickID {
        precondition(sequence.value < Sequence.bound, "a journal ends before sequence 2⁴⁹")
        let place = ClickID.place(node, sequence)
        return ClickID(place: place, tag: tag(place, run, claim))
    }

    /// True when `id` was given out in `run` for a click on the token that says `claim`. Takes the
    /// same time wherever the tags differ. No allocation.
    package func verify(_ id: ClickID, run: RunID, claim: TokenClaim) -> Bool {
        let expected = Self.bytes(tag(ClickID.place(id.node, id.sequence), run, claim))
        let given = Self.bytes(id.tag)
        return constantTimeEqual(expected.span, given.span)
    }

    private func tag(_ place: UInt64, _ run: RunID, _ claim: TokenClaim) -> UInt64 {
        // The label's 17 bytes, its zero byte, run, place and the token's ten signed bytes: one
        // block of SHA-256.
        var message = InlineArray<52, UInt8>(repeating: 0)
        var span = message.mutableSpan
        span.write(label: "merit.click-id.v1")
        span.write(run.high, at: 18)
        span.write(run.low, at: 26)
        span.write(place, at: 34)
        claim.writeSigned(to: &span, at: 42)
        return hmac.tag(message.span).first >> 5
    }

    private static func bytes(_ tag: UInt64) -> InlineArray<8, UInt8> {
        var bytes = InlineArray<8, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        span.write(tag, at: 0)
        return bytes
    }
}
