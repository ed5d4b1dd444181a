@testable import MeritAttribution

enum PolicySamples {
    /// A policy with every setting, rule, model and window form, in its one spelling.
    static let fullDocument = """
        {"policy":"everything","effective_from":"2027-02-28T16:00:00.000Z",\
        "judging_instant":"order_paid","booked_at":"order_completed + 7d","credit_base":"paid",\
        "exclude_categories":["gift_card","赠品"],"self_purchase":"exclude",\
        "cross_store":"same_store_only","leaver":"house","rejudge_for":"90s",\
        "relation":{"bind_on":["contact_added","first_message","purchase"],"purchase_min":100,\
        "validity":"permanent","protection":"36h","renew":"on_any","capture":"always",\
        "end_on_delete":true},"rules":[{"name":"till","from":"pos_assign"},\
        {"name":"kept","from":"relation","phase":"protected"},\
        {"name":"order","from":"order_param","window":"1d","proof":"touch"},\
        {"name":"first","from":"touches","kinds":["contact_added"],"window":"30d",\
        "model":"first_touch"},{"name":"even","from":"touches","kinds":["link_click","page_view"],\
        "window":"7d","model":"linear","share_with_bound":3000},\
        {"name":"ends","from":"touches","kinds":["link_click","contact_added"],\
        "window":{"link_click":"7d","contact_added":"30d"},"model":"position_based"},\
        {"name":"fading","from":"touches","kinds":["link_click"],"window":"30d",\
        "model":"time_decay","half_life":"7d"},{"name":"three","from":"touches",\
        "kinds":["link_click","contact_added","first_message"],"window":"30d","model":"w_shaped",\
        "share_with_bound":1255},{"name":"weighed","from":"touches",\
        "kinds":["link_click","page_view","miniprogram_open"],"window":"30d","model":"custom",\
        "weights":{"link_click":3,"miniprogram_open":1}},{"name":"last","from":"touches",\
        "kinds":["page_view"],"window":"90m","model":"last_touch","share_with_bound":5},\
        {"name":"guide","from":"relation","phase":"valid"},{"name":"store","from":"house"}]}
        """

    static var full: Policy { get throws { try Policy(document: fullDocument) } }
}
