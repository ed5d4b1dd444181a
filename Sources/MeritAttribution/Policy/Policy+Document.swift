import MeritCore
package import MeritJSON

extension Policy {
    /// The policy's canonical JSON: every setting written out, keys, lists and durations in one
    /// order and one spelling, so that equal policies have equal documents.
    package var document: String {
        var writer = JSONWriter(.compact, reserving: 1_024)
        write(to: &writer)
        return writer.text
    }

    /// The document as part of something larger.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("policy", id.value)
            writer.member("effective_from", effectiveFrom.rfc3339)
            writer.member("judging_instant", judgingInstant.rawValue)
            writer.member("booked_at", booking.text)
            writer.member("credit_base", creditBase.name)
            writer.array("exclude_categories", excludedCategories.sorted()) { writer, category in
                writer.string(category.value)
            }
            writer.member("self_purchase", selfPurchase.rawValue)
            writer.member("cross_store", crossStore.rawValue)
            writer.member("leaver", leaver.rawValue)
            writer.member("rejudge_for", "\(Duration(rejudgeFor))")
            relation?.write(to: &writer)
            writer.array("rules", rules) { writer, rule in rule.write(to: &writer) }
        }
    }

    /// The policy that a document holds, as published; any spelling is read, not only the
    /// canonical one. Throws every fault.
    package init(document: String) throws(JSONFaults) {
        let value = try JSONReader.parse(Array(document.utf8)[...], .ownFile)
        self = try Self.read(value)
    }
}

extension Booking {
    /// `order_completed` or `order_completed + 7d`.
    var text: String {
        delay == .zero ? moment.rawValue : "\(moment.rawValue) + \(Duration(delay))"
    }
}

extension Lasting {
    /// `15d` or `permanent`.
    var text: String {
        switch self {
        case .length(let length): "\(Duration(length))"
        case .permanent: PolicyKeys.permanent
        }
    }
}

extension RelationTerms {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object("relation") { writer in
            let causes = RelationCause.allCases.filter(bindOn.contains)
            writer.array("bind_on", causes) { writer, cause in writer.string(cause.name) }
            writer.member("purchase_min", purchaseMin.value)
            writer.member("validity", validity.text)
            writer.member("protection", protection.text)
            writer.member("renew", renew.rawValue)
            writer.member("capture", capture.rawValue)
            writer.member("end_on_delete", endOnDelete == .ends)
        }
    }
}

extension Rule {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("from", source.name)
            switch source {
            case .orderParam(let window, let proof):
                writer.member("window", "\(Duration(window))")
                writer.member("proof", proof.rawValue)
            case .touches(let selection, let model, let share):
                selection.write(to: &writer)
                model.write(to: &writer)
                if let share { writer.member("share_with_bound", Int64(share.value)) }
            case .relation(let phase):
                writer.member("phase", phase.rawValue)
            case .posAssign, .house: break
            }
        }
    }
}

extension Rule.Model {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("model", name)
        switch self {
        case .timeDecay(let halfLife):
            writer.member("half_life", "\(Duration(halfLife))")
        case .custom(let weights):
            writer.object("weights") { writer in
                for (kind, weight) in weights.sorted(by: { $0.key < $1.key }) {
                    writer.member(kind.name, Int64(weight))
                }
            }
        case .lastTouch, .firstTouch, .linear, .positionBased, .wShaped: break
        }
    }
}

extension TouchSelection {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.array("kinds", windows) { writer, entry in writer.string(entry.kind.name) }
        if let sharedWindow {
            writer.member("window", "\(Duration(sharedWindow))")
            return
        }
        writer.object("window") { writer in
            for entry in windows { writer.member(entry.kind.name, "\(Duration(entry.window))") }
        }
    }
}
