package import MeritCore

/// One thing to record under an id.
package struct IntakeItem: Sendable {
    let key: IntakeIndex.Key
    let content: Digest
    let fact: any Fact
    /// About how many bytes the record takes.
    let weight: Int

    /// `weight`: about how many bytes the record takes, the length of its source for example.
    package init(_ event: OrderEvent, weight: Int) {
        key = .orderEvent(event.order.shop, event.event)
        content = event.contentDigest
        fact = event
        self.weight = weight
    }

    /// Touches with one id are repeats, whatever else they say: the first recorded one counts.
    package init(_ touch: ImportedTouch, weight: Int) {
        key = .importedTouch(touch.event)
        content = .zero
        fact = touch
        self.weight = weight
    }

    /// Like touches: the first recorded one of an id counts.
    package init(_ contact: ContactChanged, weight: Int) {
        key = .contact(contact.event)
        content = .zero
        fact = contact
        self.weight = weight
    }

    /// Like touches, state by state: a hand-over that waited may be told as done under its id.
    package init(_ handOver: HandOver, weight: Int) {
        key = .handOver(handOver.event, handOver.state)
        content = .zero
        fact = handOver
        self.weight = weight
    }
}
