/// The known name that `name` is most likely meant to be: the fewest typing errors away (a
/// character too many, too few, another one, or two neighbours swapped), at most a third of the
/// name's length and at least 1; of equally near ones the first by bytes. Nil where none is near.
public func nearestName(to name: String, among known: some Swift.Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    var nearest: (name: String, distance: Int)?
    for candidate in known.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        let distance = typingErrors(between: Array(name), and: Array(candidate))
        if distance <= limit, distance < nearest?.distance ?? .max {
            nearest = (candidate, distance)
        }
    }
    return nearest?.name
}

/// The optimal string alignment distance: every character is edited at most once.
private func typingErrors(between first: [Character], and second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (row, character) in first.enumerated() {
        var current = [row + 1]
        for (column, other) in second.enumerated() {
            var best = min(last[column + 1], current[column]) + 1
            best = min(best, last[column] + (character == other ? 0 : 1))
            let isSwap =
                row > 0 && column > 0 && character == second[column - 1] && first[row - 1] == other
            if isSwap { best = min(best, beforeLast[column - 1] + 1) }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[second.count]
}
