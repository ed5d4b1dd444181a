import MeritAttribution
import MeritCore
import MeritJSON
import MeritStore

extension JSONWriter {
    /// The members of a period, as every answer shows it.
    mutating func write(_ row: PeriodRow, in directory: MeritAttribution.Directory) {
        member("period", row.period.description)
        member("state", row.state.rawValue)
        member("entries", row.entries)
        member("from", directory.calendar.start(of: row.period))
        member("to", directory.calendar.end(of: row.period))
        optionalObject("proposal", row.proposal) { writer, proposal in
            writer.member("at", proposal.recordedAt)
            writer.member("proposer", proposal.proposer, in: directory)
            writer.member("waived", proposal.waives == .badRecordsAndAppeals)
            writer.member("reason", proposal.reason)
            writer.member("ledger", proposal.head)
        }
        optionalObject("closing", row.closing) { writer, closing in
            writer.member("at", closing.recordedAt)
            writer.member("confirmer", closing.confirmer, in: directory)
            writer.member("sequence", closing.recorded.value)
        }
        optionalObject("seal", row.seal) { $0.write($1) }
    }

    /// The members of a seal.
    mutating func write(_ seal: PeriodSealed) {
        object("ledger") { writer in
            writer.member("number", seal.head.number)
            writer.member("hash", seal.head.hash.hex)
        }
        array("totals", seal.totals) { writer, totals in
            writer.object { writer in
                writer.member("currency", totals.currency.code)
                writer.member("net_base", totals.netBase.value)
                writer.member("credited", totals.credited.value)
                writer.member("unattributed", totals.unattributed.value)
                writer.member("entries", totals.entries)
            }
        }
        array("files", seal.files) { writer, file in
            writer.object { $0.write(file) }
        }
    }

    mutating func write(_ file: PeriodSealed.File) {
        member("file", file.name)
        member("bytes", file.bytes)
        member("sha256", file.digest.hex)
    }

    /// Null for nil.
    private mutating func optionalObject<Value>(
        _ key: String, _ value: Value?, _ body: (inout JSONWriter, Value) -> Void
    ) {
        guard let value else {
            self.key(key)
            return null()
        }
        object(key) { body(&$0, value) }
    }
}
