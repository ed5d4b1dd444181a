/// What an answer calls a failure: a code that programs may rely on for ever, its HTTP status, what
/// it means and how to mend it. `Schemas/errors.json` lists them all.
package struct ErrorCode: Hashable, Sendable {
    package let code: String
    /// 400 … 599.
    package let status: Int
    package let meaning: String
    package let mend: String

    init(_ code: String, _ status: Int, _ meaning: String, mend: String) {
        self.code = code
        self.status = status
        self.meaning = meaning
        self.mend = mend
    }
}

extension ErrorCode {
    // MARK: Any request

    package static let requestInvalid = ErrorCode(
        "request_invalid", 400, "The request is not well formed.",
        mend: "Check the request line, the headers and the length of the body.")
    package static let queryInvalid = ErrorCode(
        "query_invalid", 400, "A parameter of the path or the query is missing or not valid.",
        mend: "Give the parameters that Schemas/openapi.yaml names; detail says which one failed.")
    package static let unauthenticated = ErrorCode(
        "unauthenticated", 401, "There is no API key.",
        mend: "Send Authorization: Bearer KEY; merit api-key create makes one.")
    package static let apiKeyInvalid = ErrorCode(
        "api_key_invalid", 401, "The API key is unknown, expired or revoked.",
        mend: "Make a new key with merit api-key create.")
    package static let scopeMissing = ErrorCode(
        "scope_missing", 403, "The API key has not the scope that this needs.",
        mend: "Use a key with the scope that detail names, or with admin.")
    package static let routeUnknown = ErrorCode(
        "route_unknown", 404, "There is nothing here.",
        mend: "Check the path against Schemas/openapi.yaml.")
    package static let methodNotAllowed = ErrorCode(
        "method_not_allowed", 405, "This path takes other methods.",
        mend: "Use one of the methods that the header Allow names.")
    package static let notFound = ErrorCode(
        "not_found", 404, "What the path names does not exist.",
        mend: "Check the number or name; lists show what exists.")
    package static let bodyTooLarge = ErrorCode(
        "body_too_large", 413, "The body is longer than allowed here.",
        mend: "Send less at once; detail tells the limit.")
    package static let mediaTypeUnknown = ErrorCode(
        "media_type_unknown", 415, "The body's Content-Type is none of those taken here.",
        mend: "Send the media type that Schemas/openapi.yaml names for this route.")
    package static let hostNotAllowed = ErrorCode(
        "host_not_allowed", 421, "The request is for a host that this service does not answer for.",
        mend: "Use a host of api.hosts, or add this one there.")
    package static let bodyInvalid = ErrorCode(
        "body_invalid", 422, "The body is not what it has to be.",
        mend: "Mend everything that errors lists: each with its place, its code and what to give.")
    package static let internalError = ErrorCode(
        "internal_error", 500, "Something failed that should not.",
        mend: "Look at the service's log of that moment and report it.")
    package static let storeUnavailable = ErrorCode(
        "store_unavailable", 503, "The store or the vault can not answer.",
        mend: "Try again; if it stays, look at the service's log: the disk may be full or damaged.")
    package static let notReady = ErrorCode(
        "not_ready", 503, "The service has just started and is still reading what it holds.",
        mend: "Try again in a few seconds.")

    // MARK: Journal

    package static let journalClosed = ErrorCode(
        "journal_closed", 503, "The service is stopping.", mend: "Try again when it runs.")
    package static let journalFailed = ErrorCode(
        "journal_failed", 503, "Writing to the journal failed and was stopped.",
        mend: "Check the disk, then restart the service; nothing acknowledged is lost.")
    package static let journalRecordTooLarge = ErrorCode(
        "journal_record_too_large", 413, "This is more than one journal batch takes.",
        mend: "Send less at once.")
    package static let journalBusy = ErrorCode(
        "journal_busy", 503, "The disk does not keep up.", mend: "Try again later.")
    package static let journalDiskFull = ErrorCode(
        "journal_disk_full", 503, "The disk that holds the journal is nearly full.",
        mend: "Free space on it, then try again.")
    package static let intakeBacklog = ErrorCode(
        "intake_backlog", 503, "Too much is recorded and waits to be applied.",
        mend: "Try again later; the service catches up by itself.")
}
