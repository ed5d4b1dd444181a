import MeritAttribution
import MeritCore
package import MeritJSON
import MeritLedger
import MeritOrders
import MeritStore

extension Proof {
    /// The proof as one JSON document, by Schemas/proof.schema.json.
    package var json: [UInt8] {
        var writer = JSONWriter(.pretty)
        write(to: &writer)
        writer.endLine()
        return writer.take()
    }

    package func write(to writer: inout JSONWriter) {
        let history = history
        writer.object { writer in
            writer.member("status", status.rawValue)
            writeOrder(to: &writer)
            writer.member("waits_for", waitsFor)
            writer.member("pending", material.pending?.occasion.name)
            writer.key("decision")
            if let last = history.last { write(decision: last, to: &writer) } else { writer.null() }
            writer.member("judgement", judgement?.sequence.value)
            writer.array("rules", rules) { write($1, to: &$0) }
            writer.member("nearest_miss", nearestMiss)
            writeRelation(to: &writer)
            writer.array("earlier_decisions", history.dropLast()) { write(earlier: $1, to: &$0) }
            writer.array("adjustments", material.adjustments) { write($1, to: &$0) }
            writer.array("late_evidence", material.late) { write($1, to: &$0) }
            writer.array("entries", material.entries) { $1.write(to: &$0) }
            writer.array("credits", credits) { writer, credit in
                writer.object { writer in
                    writer.member("staff", credit.staff.value)
                    writer.member("name", name(of: credit.staff))
                    writer.member("amount", credit.amount.value)
                }
            }
            writePolicyText(to: &writer)
            writer.member(material.head)
        }
    }

    // MARK: The order

    private func writeOrder(to writer: inout JSONWriter) {
        let state = material.state
        writer.object("order") { writer in
            writer.member("shop", state.order.shop.value)
            writer.member("order_id", state.order.order.value)
            writer.member("currency", state.currency.code)
            writer.member("created_at", state.createdAt?.rfc3339)
            writer.member("paid_at", state.paidAt?.rfc3339)
            writer.member("completed_at", state.completedAt?.rfc3339)
            writer.member("cancelled_at", state.cancelledAt?.rfc3339)
            writer.member("booked_at", bookedAt?.rfc3339)
            writer.member("store", state.store?.value)
            writeAmounts(to: &writer)
            writer.array("events", material.events) { write($1, to: &$0) }
        }
    }

    private func writeAmounts(to writer: inout JSONWriter) {
        let net = net
        writer.array("lines", zip(material.state.lines, net.lines)) { writer, pair in
            writer.object { writer in
                writer.member("line_id", pair.0.line.value)
                writer.member("category", pair.0.category?.value)
                writer.member("amount", pair.0.amount.value)
                writer.member("net", pair.1.net.value)
            }
        }
        writer.object("freight") { writer in
            writer.member("amount", material.state.freight.value)
            writer.member("net", net.freight.value)
        }
        writer.array("refund_exceeds_line", net.excess) { writer, excess in
            writer.object { writer in
                writer.member("line_id", excess.scope.lineID)
                writer.member("amount", excess.amount.value)
            }
        }
    }

    private func write(_ row: OrderEventRow, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("sequence", row.sequence.value)
            writer.member("recorded_at", row.recordedAt.rfc3339)
            writer.member("event_id", row.event.event.value)
            writer.member("type", row.event.type.name)
            writer.member("version", row.event.orderVersion)
            writer.member("occurred_at", row.event.occurredAt.rfc3339)
            write(row.event.provenance, to: &writer)
        }
    }

    func write(_ provenance: ImportProvenance?, to writer: inout JSONWriter) {
        guard let provenance else {
            writer.key("import")
            return writer.null()
        }
        writer.object("import") { writer in
            writer.member("person", provenance.actor.person?.value)
            writer.member("name", provenance.actor.person.flatMap { name(of: $0) })
            writer.member("file", provenance.file.hex)
            writer.member("line", provenance.line)
        }
    }

    // MARK: The rules

    private func write(_ rule: RuleFinding, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("rule", rule.name)
            writer.member("from", rule.source?.name)
            writer.member("outcome", rule.outcome.rawValue)
            writer.array("candidates", rule.candidates) { write($1, to: &$0) }
        }
    }

    private func write(_ candidate: Decision.Candidate, to writer: inout JSONWriter) {
        let origin = origin(of: candidate)
        writer.object { writer in
            writer.member("accepted", candidate.rejection == nil)
            writer.member("reject_reason", candidate.rejection?.name)
            writer.member("note", candidate.note?.name)
            writer.member("kind", candidate.touchKind?.name)
            writer.member("staff", candidate.staff?.value)
            writer.member("name", candidate.staff.flatMap { name(of: $0) })
            writer.member("payee", candidate.payee?.value)
            writer.member("payee_name", candidate.payee.flatMap { name(of: $0) })
            writer.member("link", candidate.link?.value)
            writer.member("at", candidate.at?.rfc3339)
            writer.member("verdict", origin?.verdict.name)
            writer.member("touch", candidate.touch?.value)
            writer.member("id", candidate.id.isEmpty ? nil : Hex.encode(candidate.id))
            write(origin?.provenance, to: &writer)
        }
    }

    /// The rules in the words that staff read, of the policy in force for the order.
    private func writePolicyText(to writer: inout JSONWriter) {
        writer.key("policy_text")
        guard let policy else { return writer.null() }
        writer.object { writer in
            writer.member("policy", policy.id.value)
            for language in PolicyLanguage.allCases {
                writer.array(language.rawValue, policy.text(language)) { $0.string($1) }
            }
        }
    }
}

extension Decision.Occasion {
    /// What proofs say.
    var name: String {
        switch self {
        case .first: "first"
        case .evidence: "evidence"
        case .rerun: "rerun"
        case .adjustment: "adjustment"
        }
    }
}

extension NetAmounts.Scope {
    /// Nil for refunds of the whole order.
    var lineID: String? {
        switch self {
        case .line(let line): line.value
        case .freight: LineID.freight.value
        case .order: nil
        }
    }
}
