extension ErrorCode {
    // MARK: Commands

    package static let outcomePending = ErrorCode(
        "outcome_pending", 504, "The command is recorded, but its outcome is not known yet.",
        mend: "Look at the list before you ask again; if nothing moves, look at the service's log.")
    package static let shopExists = ErrorCode(
        "shop_exists", 409, "There is a shop of this name.", mend: "Choose another name.")
    package static let unknownShop = ErrorCode(
        "unknown_shop", 404, "There is no shop of this name.", mend: "Add it: merit shop add NAME.")
    package static let secretInUse = ErrorCode(
        "secret_in_use", 409, "Another shop signs with this secret.",
        mend: "Give each shop a secret of its own.")
    package static let unknownPerson = ErrorCode(
        "unknown_person", 422, "No person, or more than one, has this name or number.",
        mend: "Add the person (merit person add NAME), or give the number.")
    package static let unknownDepartment = ErrorCode(
        "unknown_department", 422, "There is no department of this code.",
        mend: "Set the department first; parents before their children.")
    package static let departmentCycle = ErrorCode(
        "department_cycle", 422, "The department would stand below itself.",
        mend: "Choose a parent that is not below it.")
    package static let houseExists = ErrorCode(
        "house_exists", 409, "The department has a house account at that time.",
        mend: "Move the other house account away first.")
    package static let employmentReversed = ErrorCode(
        "employment_reversed", 422, "The employment ends before it begins.",
        mend: "Mend employed_from or employed_to.")
    package static let unknownStaff = ErrorCode(
        "unknown_staff", 404, "There is no staff member of this number.",
        mend: "Check the number; merit staff import adds staff.")
    package static let unknownLink = ErrorCode(
        "unknown_link", 404, "There is no link of this number.",
        mend: "Check the number; merit link list shows all.")
    package static let numbersExhausted = ErrorCode(
        "numbers_exhausted", 409, "There is no number left.", mend: "No mending: tell us.")
    package static let policyInvalid = ErrorCode(
        "policy_invalid", 422, "The policy can not be read.",
        mend: "Mend what errors lists; merit policy check tells it before.")
    package static let policyExists = ErrorCode(
        "policy_exists", 409, "A policy of this id is published, and policies never change.",
        mend: "Give the changed policy an id of its own.")
    package static let policyBackdated = ErrorCode(
        "policy_backdated", 409,
        "Orders at or after the policy's effective_from have been judged already.",
        mend: "Choose a later effective_from.")
    package static let calendarFixed = ErrorCode(
        "calendar_fixed", 409, "The directory has a calendar.",
        mend: "Change it for months to come: merit calendar set --from YYYY-MM.")
    package static let identityFixed = ErrorCode(
        "identity_fixed", 409, "The directory has identity settings.", mend: "They do not change.")

    // MARK: Keys and tokens

    package static let keysNotKept = ErrorCode(
        "keys_not_kept", 503, "keys.json could not be written; nothing changed.",
        mend: "Look at the service's log: the disk may be full or read-only.")
    package static let mustConfirm = ErrorCode(
        "must_confirm", 409,
        "Every slot has been used: the key retired the longest ago would be replaced.",
        mend: "Give that slot as replacing, if its tokens may turn from retired_key to forged.")
    package static let noFreeSlot = ErrorCode(
        "no_free_slot", 409, "Every slot is active or verifying.", mend: "Retire a slot first.")
    package static let slotInUse = ErrorCode(
        "slot_in_use", 409, "The slot holds another key.", mend: "Choose an unused slot.")
    package static let slotEmpty = ErrorCode(
        "slot_empty", 404, "There is no key in this slot.", mend: "merit keys list shows all.")
    package static let slotActive = ErrorCode(
        "slot_active", 409, "The slot signs; one slot has to.", mend: "Rotate first.")
    package static let keyLength = ErrorCode(
        "key_length", 422, "A key is 32 bytes.", mend: "Give 64 hexadecimal digits.")
    package static let issuedTooLate = ErrorCode(
        "issued_too_late", 422, "The issue day is later than tomorrow.",
        mend: "Sign on the day, or the day before.")
    package static let staffOutOfRange = ErrorCode(
        "staff_out_of_range", 422, "A staff number lies in 1 … 16777215.", mend: "Mend it.")
    package static let linkOutOfRange = ErrorCode(
        "link_out_of_range", 422, "A link number lies in 1 … 4294967295.", mend: "Mend it.")

    // MARK: Bad records and reports

    package static let badRecordNotReplayable = ErrorCode(
        "bad_record_not_replayable", 409, "No door takes this record's body in again.",
        mend: "Discard it, and bring what it said in another way.")
    package static let reportUnknown = ErrorCode(
        "report_unknown", 404, "There is no report of this name in this build.",
        mend: "merit report --help lists the reports.")
    package static let reportTooLong = ErrorCode(
        "report_too_long", 422, "The report would have too many steps or rows.",
        mend: "Ask for fewer days, or by week or month.")
}
