import MeritCore
package import MeritJSON

extension Policy {
    /// The policy's canonical JSON: every setting written out, keys, lists and durations in one
    /// order and one spelling, so that equal policies have equal documents. Settings that this
    /// build accepts one value of are written too: a later build reads the same policy.
    package var document: String {
        var writer = JSONWriter(.compact, reserving: 512)
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
            for setting in PolicyKeys.fixed { writer.member(setting.key, setting.value) }
            writer.member("rejudge_for", "\(Duration(rejudgeFor))")
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

extension Rule {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("from", source.name)
            switch source {
            case .orderParam(let window, let proof):
                writer.member("window", "\(Duration(window))")
                writer.member("proof", proof.rawValue)
            case .touches(let selection, let model):
                selection.write(to: &writer)
                writer.member("model", model.rawValue)
            case .house: break
            }
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
