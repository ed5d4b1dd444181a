extension ErrorCode {
    /// Every code that a door answers with.
    package static let all: [ErrorCode] = [
        .requestInvalid, .queryInvalid, .unauthenticated, .apiKeyInvalid, .scopeMissing,
        .routeUnknown, .methodNotAllowed, .notFound, .bodyTooLarge, .mediaTypeUnknown,
        .hostNotAllowed, .bodyInvalid, .internalError, .storeUnavailable, .notReady, .journalClosed,
        .journalFailed, .journalRecordTooLarge, .journalBusy, .journalDiskFull, .intakeBacklog,
        .webhookIDMissing, .webhookTimestampMissing, .webhookSignatureMissing, .webhookIDMalformed,
        .webhookTimestampMalformed, .webhookLate, .webhookEarly, .webhookTooManySignatures,
        .webhookSignatureBad, .webhookIDConflict, .clickNotApplied, .eventIDConflict,
        .currencyChanged, .badRecordResolved, .badRecordBodyGone, .outcomePending, .shopExists,
        .unknownShop, .secretInUse, .unknownPerson, .unknownDepartment, .departmentCycle,
        .houseExists, .employmentReversed, .unknownStaff, .unknownLink, .numbersExhausted,
        .policyInvalid, .policyExists, .policyBackdated, .calendarFixed, .identityFixed,
        .unknownAdjustment, .adjustmentOpen, .adjustmentClosed, .adjustmentStale, .adjustmentEmpty,
        .orderNotJudged, .personRequired, .samePerson, .personRelated, .unknownRerun, .rerunClosed,
        .rerunEmpty, .unknownPolicy, .simulationBusy, .simulationCancelled, .simulationTooLarge,
        .simulationFailed, .closeNotProposed, .closeOutOfOrder, .closeNotEnded, .closeRefused,
        .closeStale, .periodClosed, .sealDamaged, .calendarBegun, .calendarHasEntries, .notBound,
        .keysNotKept, .mustConfirm, .noFreeSlot, .slotInUse, .slotEmpty, .slotActive, .keyLength,
        .issuedTooLate, .staffOutOfRange, .linkOutOfRange, .badRecordNotReplayable, .reportUnknown,
        .reportTooLong, .verifyFailed, .headInvalid, .backupExists, .backupFailed,
    ]

    /// The code of this name; nil where there is none.
    package static func named(_ code: String) -> ErrorCode? { all.first { $0.code == code } }
}
