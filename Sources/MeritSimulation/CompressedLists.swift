/// Lists of numbers by number, all in two arrays: list n is a stretch of one of them. For millions
/// of short lists, which would cost more as arrays of their own than what is in them.
struct CompressedLists<Element: Sendable>: Sendable {
    private let starts: [UInt32]
    private let elements: [Element]

    /// The lists that `visit` makes; it is called twice and names the same pairs in the same order.
    /// Lists are numbered 0 ..< `count`; others are left out.
    init(count: Int, default element: Element, visit: ((Int, Element) -> Void) -> Void) {
        var starts = [UInt32](repeating: 0, count: count + 2)
        visit { list, _ in
            if list >= 0, list < count { starts[list + 2] += 1 }
        }
        for list in 2..<max(2, count + 2) { starts[list] += starts[list - 1] }
        var elements = [Element](repeating: element, count: Int(starts[count + 1]))
        visit { list, element in
            guard list >= 0, list < count else { return }
            elements[Int(starts[list + 1])] = element
            starts[list + 1] += 1
        }
        self.starts = starts
        self.elements = elements
    }

    /// Empty for a number that has no list.
    subscript(list: Int) -> ArraySlice<Element> {
        guard list >= 0, list + 1 < starts.count else { return [] }
        return elements[Int(starts[list])..<Int(starts[list + 1])]
    }
}
