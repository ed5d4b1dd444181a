package import MeritCore
package import MeritJSON

extension EntryDraft {
    /// The members that are hashed, in their order.
    fileprivate func writeMembers(number: UInt64, to writer: inout JSONWriter) {
        writer.member("number", number)
        writer.member("shop", order.shop.value)
        writer.member("order_id", order.order.value)
        writer.member("line_id", line.value)
        writer.member("staff", staff.value)
        writer.member("department", department?.value)
        writer.member("store", store?.value)
        writer.member("rule", rule)
        writer.member("amount", amount.value)
        writer.member("currency", currency.code)
        writer.member("kind", kind.name)
        writer.member("policy", policy.value)
        writer.member("decision", decision.value)
        writer.member("cause", cause.value)
        writer.member("period", period.description)
        writer.member("at", at.rfc3339)
    }

    /// The bytes that the entry's hash covers, behind the hash before it.
    func hashedBytes(number: UInt64) -> [UInt8] {
        var writer = JSONWriter(.compact, reserving: 384)
        writer.object { writeMembers(number: number, to: &$0) }
        return writer.take()
    }
}

extension LedgerEntry {
    /// The entry as one compact JSON object without `hash`: what is hashed, without a line break.
    package var hashedBytes: [UInt8] { EntryDraft(self).hashedBytes(number: number) }

    /// The entry as one line of JSON Lines, `hash` last, without a line break.
    package var jsonLine: [UInt8] {
        var writer = JSONWriter(.compact, reserving: 480)
        write(to: &writer)
        return writer.take()
    }

    /// The entry as one object, `hash` last.
    package func write(to writer: inout JSONWriter) {
        writer.object { inner in
            EntryDraft(self).writeMembers(number: number, to: &inner)
            inner.member("hash", hash.hex)
        }
    }
}
