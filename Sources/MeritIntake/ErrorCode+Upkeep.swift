extension ErrorCode {
    // MARK: Long works on the books

    package static let verifyFailed = ErrorCode(
        "verify_failed", 500, "The books could not be checked to the end.",
        mend: "detail says what could not be read; free space for a second store beside the first.")
    package static let headInvalid = ErrorCode(
        "head_invalid", 422, "What was sent is no head.",
        mend: "Send what GET /v1/head answered, as merit head --json printed it.")
    package static let backupExists = ErrorCode(
        "backup_exists", 409, "Something is at the backup's place already.",
        mend: "Name a directory that does not exist yet.")
    package static let backupFailed = ErrorCode(
        "backup_failed", 500, "The backup was not made; nothing of it was left.",
        mend: "detail says why; check space and permissions where the backup goes.")
}
