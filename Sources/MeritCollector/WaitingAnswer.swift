import MeritCore
import MeritToken
import NIOCore

/// Where an answer goes: a connection and the place in its order.
struct Ticket {
    let connection: ConnectionHandler
    let slot: AnswerQueue.Slot

    func complete(with answer: Answer) { connection.complete(slot, with: answer) }

    /// As `followed` answers. Not for a request that is still being read.
    func complete(with followed: FollowedLink, click: ClickID?) {
        connection.complete(slot, with: followed, click: click)
    }
}

/// Something that waits for its records.
struct WaitingAnswer {
    /// How many records of the buffer stand before the first of its own.
    let offset: UInt64
    let kind: Kind

    enum Kind {
        case follow(FollowedLink, Ticket)
        /// A rejected click: it goes to the fallback page, recorded or not.
        case reject(Ticket)
        /// A batch of views, with its answer for when it is recorded and what it says to its page.
        case views(WaitingViews, Ticket)
        /// Nobody waits; kept to be recorded later if it cannot be now.
        case tally(RejectionCounts)
    }

    /// Whether somebody waits.
    var hasTicket: Bool {
        if case .tally = kind { return false }
        return true
    }

    /// What a gap counts when it is not recorded.
    var unrecorded: JournalPort.Unrecorded {
        switch kind {
        case .follow, .reject: JournalPort.Unrecorded(clicks: 1)
        case .views(let views, _): JournalPort.Unrecorded(views: views.factCount)
        case .tally: JournalPort.Unrecorded()
        }
    }
}

/// What a batch of views is told.
struct WaitingViews {
    let factCount: Int
    let acceptedCount: Int
    /// When recorded.
    let answer: Answer
    /// The header lines that let its page read either answer.
    let sharing: [UInt8]
}

/// What one tick of an event loop handed to the journal.
struct HandedBatch {
    let number: UInt64
    let recordCount: Int
    var waiting: [WaitingAnswer]
    /// When its answers leave in any case.
    let deadline: NIODeadline
}
