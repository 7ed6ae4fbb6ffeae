//! The elements in a real WordPress: what its readers see, and what its editors do.

use super::driver::Driver;
use super::stage::{Server, Stage, in_project, until};
use bantin_scratch_wordpress::{VARIABLE, Wordpress, files};
use fantoccini::Locator;
use serde_json::{Value, json};
use std::path::Path;

super::journeys!(readers_of_a_wordpress_see_news_and_are_counted, editors_of_a_wordpress_put_a_block_into_a_page);

/// A WordPress with the plugin, our server that knows it, and a browser.
struct Office {
    wordpress: Wordpress,
    server: Server,
    driver: Driver,
}

/// `None` where there is no WordPress, which is said.
async fn office(stage: &Stage) -> Option<Office> {
    let Some(files) = files() else {
        println!("NOT TESTED: the elements in a real WordPress. {VARIABLE} does not name the folder of its files");
        return None;
    };
    let wordpress = Wordpress::start(&files, "vi").unwrap();
    wordpress.install_plugin(Path::new(&in_project("embed-kits/wordpress/bantin"))).unwrap();
    let server = Server::embedded_in(wordpress.url());
    let settings = [server.address.trim_end_matches('/').into(), "demo".into()];
    let set = "update_option('bantin_settings', ['server' => $given[0], 'site' => $given[1]]); return true;";
    wordpress.php_with(set, &settings).unwrap();
    Some(Office { wordpress, server, driver: Driver::start(stage.engine).await })
}

impl Office {
    async fn open(&self, path: &str) {
        self.driver.client.goto(&format!("{}{path}", self.wordpress.url())).await.unwrap();
    }

    async fn ask(&self, script: &str) -> Value {
        self.driver.client.execute(script, vec![]).await.unwrap_or(Value::Null)
    }

    /// Waits until a script answers that it is so.
    async fn comes_to(&self, what: &str, script: &str) {
        until(what, async || self.ask(script).await == true).await;
    }

    async fn visits(&self) -> u64 {
        self.server.api("counts").await["visits"]["total"].as_u64().unwrap()
    }

    /// Waits until all elements of ours in the document show what they are to show.
    async fn elements_are_ready(&self) {
        let ready = "const all = [...document.querySelectorAll('bantin-news, bantin-counter')];
            return all.length > 0 && all.every(one => one.state === 'ready')";
        self.comes_to("the elements are ready", ready).await;
        let shown = "return !!document.querySelector('bantin-news')?.shadowRoot?.querySelector('[part~=headline]')";
        self.comes_to("news are shown", shown).await;
    }

    async fn sign_in(&self) {
        self.open("/").await;
        for cookie in self.wordpress.cookie().unwrap().split("; ") {
            self.ask(&format!("document.cookie = {}", json!(format!("{cookie}; path=/")))).await;
        }
    }
}

/// A page with the block and the classic form beside it.
const PUBLISH: &str = r#"return wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_name' => 'tin-tuc', 'post_title' => 'Tin tức',
    'post_content' => '<!-- wp:bantin/news {"count":"3","layout":"cards"} /--><!-- wp:shortcode -->[bantin_counter]<!-- /wp:shortcode -->']);"#;

async fn readers_of_a_wordpress_see_news_and_are_counted(stage: Stage) {
    let Some(office) = office(&stage).await else { return };
    office.wordpress.php(PUBLISH).unwrap();
    let before = office.visits().await;
    for theme in ["twentytwentyone", "twentytwentythree"] {
        office.wordpress.activate_theme(theme).unwrap();
        office.open("/tin-tuc/").await;
        let stands =
            "return document.querySelector('.wp-block-bantin-news > bantin-news[site=demo][layout=cards] > a') !== null
            && document.querySelectorAll('bantin-counter').length === 1
            && document.querySelectorAll('script[type=module][src$=\"/embed.js\"]').length === 1";
        office.comes_to("the elements stand in the page", stands).await;
        office.elements_are_ready().await;
    }
    until("the reader is counted, once", async || office.visits().await == before + 1).await;
    assert_eq!(office.wordpress.log().unwrap(), "");
}

async fn editors_of_a_wordpress_put_a_block_into_a_page(stage: Stage) {
    let Some(office) = office(&stage).await else { return };
    // Its welcome would stand before everything.
    let quiet = "update_user_meta(1, 'wp_persisted_preferences', ['core/edit-post' => ['welcomeGuide' => false], '_modified' => gmdate('c')]);
        return true;";
    office.wordpress.php(quiet).unwrap();
    let visits = office.visits().await;
    office.sign_in().await;
    office.open("/wp-admin/post-new.php?post_type=page").await;
    office.comes_to("the block is known", "return !!window.wp?.blocks?.getBlockType('bantin/news')").await;
    // What is put in before would be thrown away.
    let ready = "return wp.data.select('core/editor').__unstableIsEditorReady()";
    office.comes_to("the editor is ready", ready).await;
    let variations = "return wp.blocks.getBlockVariations('bantin/news', 'inserter').map(one => one.title).join()";
    let names = "Bản tin: Danh sách tin,Bản tin: Một tin bài,Bản tin: Bộ đếm lượt truy cập,Bản tin: Toàn bộ trang tin";
    assert_eq!(office.ask(variations).await, names);
    let insert = "const block = wp.blocks.createBlock('bantin/news', {count: '4'});
        wp.data.dispatch('core/editor').editPost({title: 'Trang chủ'});
        wp.data.dispatch('core/block-editor').insertBlock(block);
        wp.data.dispatch('core/block-editor').selectBlock(block.clientId)";
    office.ask(insert).await;
    let preview = "return document.querySelector('iframe.bantin-preview')?.srcdoc.includes('<bantin-news site=\"demo\" count=\"4\">') ?? false";
    office.comes_to("the preview appears", preview).await;
    office.shows_news_in_the_preview().await;
    // What is chosen at the side is what the page holds.
    let sidebar = "wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/block')";
    office.ask(sidebar).await;
    let label = "return [...document.querySelectorAll('.block-editor-block-inspector label')].some(one => one.textContent === 'Nội dung hiển thị')";
    office.comes_to("the settings are at the side", label).await;
    let choose = "const choice = [...document.querySelectorAll('.block-editor-block-inspector select')].find(one => [...one.options].some(option => option.value === 'counter'));
        Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(choice, 'counter');
        choice.dispatchEvent(new Event('change', {bubbles: true}))";
    office.ask(choose).await;
    let changed = "return document.querySelector('iframe.bantin-preview')?.srcdoc.includes('<bantin-counter site=\"demo\">') ?? false";
    office.comes_to("the preview follows", changed).await;
    office
        .ask(
            "wp.data.dispatch('core/editor').editPost({status: 'publish'}); wp.data.dispatch('core/editor').savePost()",
        )
        .await;
    let saved = "return wp.data.select('core/editor').didPostSaveRequestSucceed() && !wp.data.select('core/editor').isSavingPost()";
    office.comes_to("the page is published", saved).await;
    let link = office.ask("return wp.data.select('core/editor').getPermalink()").await;
    let path = link.as_str().unwrap().strip_prefix(office.wordpress.url()).unwrap().to_owned();
    assert_eq!(office.visits().await, visits, "what editors look at is no visit");
    office.open(&path).await;
    office
        .comes_to("the counter stands in the page", "return !!document.querySelector('bantin-counter[site=demo]')")
        .await;
    assert_eq!(office.wordpress.log().unwrap(), "");
}

impl Office {
    /// Looks into the preview, which is a page without an origin.
    async fn shows_news_in_the_preview(&self) {
        let client = &self.driver.client;
        let frame = client.find(Locator::Css("iframe.bantin-preview")).await.unwrap();
        frame.enter_frame().await.unwrap();
        self.comes_to("the element stands in the preview", "return !!document.querySelector('bantin-news')").await;
        self.elements_are_ready().await;
        client.clone().enter_parent_frame().await.unwrap();
    }
}
