import Foundation
import Logging
import MeritServer

/// What the process was started with.
enum ProcessEnvironment {
    static var variables: [String: String] { ProcessInfo.processInfo.environment }

    /// The key that requests are sent with; nil where none is set.
    static var apiKey: String? {
        guard let key = variables["MERIT_API_KEY"], !key.isEmpty else { return nil }
        return key
    }

    /// What operators read, on standard error.
    static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "merit") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

/// Settings files as text.
enum ConfigurationReading {
    static func file(_ path: String) throws -> ServiceConfiguration.File {
        let bytes = try InputFile.bytes(path, atMost: bytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(path) is not UTF-8", code: Outcome.wrongUsage)
        }
        return ServiceConfiguration.File(name: path, text: text)
    }

    private static let bytesMax = 1 << 20
}
