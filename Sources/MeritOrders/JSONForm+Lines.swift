import MeritCore
import MeritJSON

extension JSONForm where Value == [OrderLine] {
    /// An order's lines, each `line_id` once.
    static var lines: JSONForm {
        let line = JSONForm<OrderLine>.object { members, reader in
            let id = reader.required(members["line_id"], JSONForm<LineID>.line)
            let amount = reader.required(members["amount"], .amount)
            let sku = reader.optional(
                members["sku"], .text(bytes: 0...OrderEventParser.skuBytesMax))
            let category = reader.optional(members["category"], JSONForm<Category>.name)
            let quantity = reader.optional(members["quantity"], .exactCount)
            guard let id, let amount else { return nil }
            return OrderLine(
                line: id, sku: sku, category: category, quantity: quantity.map { UInt64($0) },
                amount: amount)
        }
        return .distinctLines(line)
    }
}

extension JSONForm where Value == [Refund.LineRefund] {
    /// A refund's lines, each `line_id` once.
    static var refundLines: JSONForm {
        let line = JSONForm<Refund.LineRefund>.object { members, reader in
            let id = reader.required(members["line_id"], JSONForm<LineID>.line)
            let amount = reader.required(members["amount"], .amount)
            guard let id, let amount else { return nil }
            return Refund.LineRefund(line: id, amount: amount)
        }
        return .distinctLines(line)
    }
}

extension JSONForm where Value == LineID {
    /// A line's own id, never `freight`.
    fileprivate static var line: JSONForm {
        JSONForm(name.expected) { node, reader in
            guard let id = name.read(node, &reader) else { return nil }
            guard id != .freight else {
                reader.note(
                    .notAllowed, at: node, "'freight' stands for the order's freight; use another.")
                return nil
            }
            return id
        }
    }
}

extension JSONForm {
    /// As many elements as an order may have lines, no two with the same `line_id`.
    fileprivate static func distinctLines<Line>(
        _ line: JSONForm<Line>
    ) -> JSONForm where Value == [Line] {
        let all = array(countMax: OrderEventParser.linesMax, of: line)
        return JSONForm(all.expected) { node, reader in
            let lines = all.read(node, &reader)
            reader.noteRepeatedLines(in: node)
            return lines
        }
    }
}

extension JSONReader {
    /// Looks at the ids as they stand, so that a line that is faulty otherwise is seen too.
    fileprivate mutating func noteRepeatedLines(in node: JSONNode) {
        guard case .array(let elements)? = node.value,
            elements.count <= OrderEventParser.linesMax
        else { return }
        var places: [String: Int] = [:]
        for (index, element) in elements.enumerated() {
            guard case .object(let line) = element, case .string(let id)? = line["line_id"] else {
                continue
            }
            guard let first = places[id] else {
                places[id] = index
                continue
            }
            note(
                .repeated, at: .member(.index(node.path, index), "line_id"),
                "Each line once; this line_id stands in element \(first) already.")
        }
    }
}
