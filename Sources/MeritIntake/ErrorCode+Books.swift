extension ErrorCode {
    // MARK: Acts of two people

    package static let unknownAdjustment = ErrorCode(
        "unknown_adjustment", 404, "There is no adjustment of this number.",
        mend: "merit adjustment list shows all.")
    package static let adjustmentOpen = ErrorCode(
        "adjustment_open", 409, "The order has an adjustment that waits for a second person.",
        mend: "Have it approved or declined first; detail names it.")
    package static let adjustmentClosed = ErrorCode(
        "adjustment_closed", 409, "The adjustment was approved or declined already.",
        mend: "Propose another one.")
    package static let adjustmentStale = ErrorCode(
        "adjustment_stale", 409, "The amounts do not sum to the order's present net base.",
        mend: "Propose an adjustment whose amounts sum to what detail tells.")
    package static let adjustmentEmpty = ErrorCode(
        "adjustment_empty", 422, "Nobody would be credited.",
        mend: "Give at least one payee more than 0; payee 0 stands for unattributed.")
    package static let orderNotJudged = ErrorCode(
        "order_not_judged", 409, "The order is unknown, or not judged yet.",
        mend: "Check shop and order; merit explain shows how it stands.")
    package static let personRequired = ErrorCode(
        "person_required", 403, "Only a person may do this, and this key belongs to nobody.",
        mend: "Use an API key of a person: merit api-key create --person NAME.")
    package static let samePerson = ErrorCode(
        "same_person", 403, "Whoever proposed it can not approve it.",
        mend: "Let another person approve it.")
    package static let personRelated = ErrorCode(
        "person_related", 403,
        "One of the two persons added the other, or gave them an API key, since the period began.",
        mend: "Let a third person approve it.")

    // MARK: Re-runs

    package static let unknownRerun = ErrorCode(
        "unknown_rerun", 404, "There is no re-run of this number.",
        mend: "merit policy rerun list shows all.")
    package static let rerunClosed = ErrorCode(
        "rerun_closed", 409, "The re-run was approved or declined already.",
        mend: "Propose another one.")
    package static let rerunEmpty = ErrorCode(
        "rerun_empty", 422, "The last day lies before the first.",
        mend: "Exchange from and to.")
    package static let unknownPolicy = ErrorCode(
        "unknown_policy", 404, "There is no policy of this id.",
        mend: "merit policy list shows all.")

    // MARK: Simulations

    package static let simulationBusy = ErrorCode(
        "simulation_busy", 503, "Somebody else simulates a policy just now.",
        mend: "Try again when that is through; one runs at a time.")
    package static let simulationCancelled = ErrorCode(
        "simulation_cancelled", 503, "The simulation was ended before it was through.",
        mend: "Ask again.")
    package static let simulationTooLarge = ErrorCode(
        "simulation_too_large", 422, "There are more touches than one simulation holds.",
        mend: "detail tells the limit.")
    package static let simulationFailed = ErrorCode(
        "simulation_failed", 503, "The machine has no room for a simulation now.",
        mend: "Try again later; detail says what it could not give.")

    // MARK: Closing

    package static let closeNotProposed = ErrorCode(
        "close_not_proposed", 409, "Nobody has proposed to close the month.",
        mend: "Propose it, then let another person confirm.")
    package static let closeOutOfOrder = ErrorCode(
        "close_out_of_order", 409, "An earlier month has entries and is open.",
        mend: "Close the months in their order; detail names the oldest.")
    package static let closeNotEnded = ErrorCode(
        "close_not_ended", 409, "The month has not ended yet.",
        mend: "Close it after its last day.")
    package static let closeRefused = ErrorCode(
        "close_refused", 409, "The month has unfinished business.",
        mend: "Settle what errors lists; bad records and appeals may be waived with a reason.")
    package static let closeStale = ErrorCode(
        "close_stale", 409, "Entries were posted since the close was proposed.",
        mend: "Look at them, then propose it again.")
    package static let periodClosed = ErrorCode(
        "period_closed", 409, "The month is closed, and is not opened again.",
        mend: "Adjust in the open month.")
    package static let sealDamaged = ErrorCode(
        "seal_damaged", 500, "A sealed file is missing, or is not what was sealed.",
        mend: "Restore the directory sealed from its backup; merit verify checks all of it.")

    // MARK: Calendar and identities

    package static let calendarBegun = ErrorCode(
        "calendar_begun", 409, "The month has begun already.",
        mend: "Change the calendar from a later month on.")
    package static let calendarHasEntries = ErrorCode(
        "calendar_has_entries", 409, "Entries lie in the month, or in a later one.",
        mend: "Change the calendar from a later month on.")
    package static let notBound = ErrorCode(
        "not_bound", 409, "The two aliases are not bound to one another directly.",
        mend: "merit identity show tells what is bound; split one of those pairs.")
}
