import Foundation
import ProcessFixture
import Testing

/// The style that no compiler checks. Each rule names the place it is broken.
struct TidyTests {
    @Test func `a file has at most 500 lines`() throws {
        for file in try SourceTree.swiftFiles() {
            #expect(file.lines.count <= 501, "\(file.path): \(file.lines.count) lines")
        }
    }

    @Test func `a line has at most 100 columns`() throws {
        for file in try SourceTree.swiftFiles() {
            for (number, line) in file.lines.enumerated() where line.count > 100 {
                Issue.record("\(file.path):\(number + 1): \(line.count) columns")
            }
        }
    }

    @Test func `a function has at most 60 lines`() throws {
        for file in try SourceTree.files(under: "Sources") {
            for function in file.functions() where function.length > 60 {
                Issue.record("\(file.path):\(function.line): \(function.length) lines")
            }
        }
    }

    @Test func `a file is named after its concept`() throws {
        let vague = ["Utils", "Helpers", "Helper", "Manager", "Common", "Extensions", "Misc"]
        for file in try SourceTree.swiftFiles() {
            for word in vague {
                #expect(!file.name.contains(word), "\(file.path): \(word) names no concept")
            }
        }
    }

    @Test func `no unfinished word ships`() throws {
        let words = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X", "place" + "holder", "unimple" + "mented",
        ]
        for file in try SourceTree.swiftFiles() {
            for (number, line) in file.lines.enumerated() {
                for word in words where line.contains(word) {
                    Issue.record("\(file.path):\(number + 1): \(word)")
                }
            }
        }
    }

    @Test func `an escape from the type system carries its proof`() throws {
        let escapes = [
            "try!", " as! ", "@unchecked Sendable", "nonisolated(unsafe)", "fatalError(",
        ]
        for file in try SourceTree.files(under: "Sources") {
            for (number, line) in file.lines.enumerated() {
                for escape in escapes where line.contains(escape) {
                    let above = file.lines[max(0, number - 6)...number].joined(separator: "\n")
                    #expect(
                        above.contains("Safe:"),
                        "\(file.path):\(number + 1): \(escape) needs a “Safe:” line above it")
                }
            }
        }
    }

    @Test func `no test waits on the clock`() throws {
        let waits = ["Task." + "sleep", "us" + "leep(", "Thread." + "sleep"]
        for file in try SourceTree.files(under: "Tests") {
            for (number, line) in file.lines.enumerated() {
                for wait in waits where line.contains(wait) {
                    Issue.record("\(file.path):\(number + 1): \(wait)")
                }
            }
        }
    }

    @Test func `only the agreed names stand at the top level`() throws {
        let agreed: Set = [
            "Package.swift", "Sources", "Tests", "LoadTests", "Schemas", "README.md", "LICENSE",
        ]
        let present = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" && $0 != "merit-data" }
        #expect(Set(present).subtracting(agreed).isEmpty)
    }

    @Test func `the formatter has nothing to say`() throws {
        let places = ["Package.swift", "Sources", "Tests", "LoadTests"].map {
            SourceTree.root.appending(path: $0).path
        }
        let lint = try Shell.run(
            "swift", ["format", "lint", "--strict", "--parallel", "--recursive"] + places,
            secondsMax: 600)
        #expect(lint.code == 0, "\(lint.transcript)")
    }
}

extension SourceTree.File {
    struct Function {
        /// 1 is the file's first line.
        let line: Int
        let length: Int
    }

    /// Functions and initialisers by indentation: from `func` or `init` to the closing brace in
    /// the same column, which the formatter guarantees.
    func functions() -> [Function] {
        var found: [Function] = []
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }
            let rest = line.dropFirst(indent.count)
            guard rest.contains("func ") || rest.contains("init(") || rest.hasPrefix("init"),
                !rest.hasPrefix("//"), !rest.hasPrefix("*"), isDeclaration(rest),
                // On one line, or without a body: a requirement of a protocol.
                !rest.hasSuffix("}"), rest.hasSuffix("{") || rest.hasSuffix("(")
            else { continue }
            let close = indent + "}"
            if let end = lines[index...].firstIndex(where: { $0 == close }) {
                found.append(Function(line: index + 1, length: end - index + 1))
            }
        }
        return found
    }

    private func isDeclaration(_ text: Substring) -> Bool {
        let modifiers: Set = [
            "public", "package", "private", "fileprivate", "internal", "static", "mutating",
            "consuming", "borrowing", "override", "convenience", "required", "nonisolated",
            "final", "@inlinable", "@usableFromInline", "@discardableResult",
        ]
        for word in text.split(separator: " ") {
            if modifiers.contains(String(word)) { continue }
            return word == "func" || word.hasPrefix("init(") || word.hasPrefix("init?(")
                || word.hasPrefix("init<")
        }
        return false
    }
}
