/** Templates: values are text, markup of templates is markup, and their margins are nobody's. */
import { attribute, escaped, html, Html } from '../../../scenarios/page/html.ts';
import { is, suite } from '../../support/suite.ts';

suite('scenarios/page/html', (test) => {
  test('a value is text, whatever it looks like', () => {
    is(html`<p>${'<b>&amp;"'}</p>`.text, '<p>&lt;b&gt;&amp;amp;&quot;</p>');
    is(html`<p title="${'" onclick="x'}"></p>`.text, '<p title="&quot; onclick=&quot;x"></p>');
    is(html`<p ${attribute('title', '">')}></p>`.text, '<p title="&quot;&gt;"></p>');
  });

  test('markup of a template stays markup, lists stand one behind the other, null is nothing', () => {
    const item = (text: string): Html => html`<li>${text}</li>`;
    is(
      html`<ul>
        ${['<', '>'].map(item)}${null}
      </ul>`.text,
      '<ul><li>&lt;</li><li>&gt;</li></ul>',
    );
    is(html`<p ${attribute('class', null)}>${1}</p>`.text, '<p >1</p>');
  });

  test('line breaks of the source beside tags are not of the page, those of a value are', () => {
    const value = ' a\n b ';
    is(html`<p>${value}</p>`.text, '<p> a\n b </p>');
  });

  test('what is no character of HTML is told to have been one', () => {
    is(escaped('a\u0000b\u001bc\ud800d\tx\u2028'), 'a\ufffdb\ufffdc\ufffdd\tx\u2028');
    is(escaped('🙂'), '🙂');
  });
});
